package io.linkfleet.local.broker;

import static java.util.concurrent.TimeUnit.SECONDS;

import io.linkfleet.contract.Topics;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;

/// The topics of a fleet and how many partitions each has. The count of the command topic is part
/// of every instance's address, so it can't change once the fleet has run.
public record FleetTopics(int commands, int replies, int events) {
  private static final long PATIENCE_SECONDS = 20;
  private static final int DEAD_WEBHOOKS = 1;

  public FleetTopics {
    if (commands < 1 || replies < 1 || events < 1) {
      throw new IllegalArgumentException("a topic has at least one partition");
    }
  }

  /// What a fleet has when nobody says otherwise.
  public static FleetTopics standard() {
    return new FleetTopics(64, 16, 64);
  }

  /// Creates what is missing and leaves what is there. Throws [IllegalStateException] naming the
  /// topic and both counts when one stands with another count, or when the broker does not answer.
  public void ensure(String bootstrapServers) {
    ensure(bootstrapServers, 1);
  }

  /// The same, with that many replicas of what is created.
  public void ensure(String bootstrapServers, int replicas) {
    Map<String, Object> settings =
        Map.of(
            AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
            bootstrapServers,
            AdminClientConfig.CLIENT_ID_CONFIG,
            "linkfleet-topics");
    try (Admin admin = Admin.create(settings)) {
      Set<String> present = admin.listTopics().names().get(PATIENCE_SECONDS, SECONDS);
      createMissing(admin, present, (short) replicas);
      Set<String> ours =
          counts().keySet().stream().filter(present::contains).collect(Collectors.toSet());
      describe(admin, ours).forEach(this::check);
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException("the topics at " + bootstrapServers + " can't be made", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while making the topics", e);
    }
  }

  private Map<String, Integer> counts() {
    return new TreeMap<>(
        Map.of(
            Topics.COMMANDS,
            commands,
            Topics.REPLIES,
            replies,
            Topics.EVENTS,
            events,
            Topics.DEAD_WEBHOOKS,
            DEAD_WEBHOOKS));
  }

  private void createMissing(Admin admin, Set<String> present, short replicas)
      throws ExecutionException, InterruptedException, TimeoutException {
    List<NewTopic> missing =
        counts().entrySet().stream()
            .filter(topic -> !present.contains(topic.getKey()))
            .map(topic -> new NewTopic(topic.getKey(), topic.getValue(), replicas))
            .toList();
    admin.createTopics(missing).all().get(PATIENCE_SECONDS, SECONDS);
  }

  private static Map<String, TopicDescription> describe(Admin admin, Set<String> names)
      throws ExecutionException, InterruptedException, TimeoutException {
    return admin.describeTopics(names).allTopicNames().get(PATIENCE_SECONDS, SECONDS);
  }

  private void check(String name, TopicDescription found) {
    int wanted = counts().get(name);
    int there = found.partitions().size();
    if (there != wanted) {
      throw new IllegalStateException(
          "topic %s has %d partitions, but %d are configured; no fleet can change its count"
              .formatted(name, there, wanted));
    }
  }
}
