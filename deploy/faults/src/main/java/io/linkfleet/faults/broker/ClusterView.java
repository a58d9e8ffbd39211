package io.linkfleet.faults.broker;

import static java.util.concurrent.TimeUnit.SECONDS;

import io.linkfleet.contract.Topics;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.TopicDescription;

/// The cluster as its nodes describe it. A cluster that does not answer has no nodes.
public final class ClusterView {
  private static final long PATIENCE_SECONDS = 5;
  private static final List<String> TOPICS =
      List.of(Topics.COMMANDS, Topics.REPLIES, Topics.EVENTS, Topics.DEAD_WEBHOOKS);

  private final String bootstrapServers;

  public ClusterView(String bootstrapServers) {
    this.bootstrapServers = bootstrapServers;
  }

  private interface Question<T> {
    T ask(Admin admin) throws ExecutionException, InterruptedException, TimeoutException;
  }

  public int nodes() {
    return ask(admin -> admin.describeCluster().nodes().get(PATIENCE_SECONDS, SECONDS).size(), 0);
  }

  /// Whether so many nodes serve and every replica of the fleet's topics, and of the offsets, is
  /// in sync.
  public boolean isWhole(int nodes) {
    return nodes() == nodes && ask(ClusterView::isInSync, false);
  }

  private static boolean isInSync(Admin admin)
      throws ExecutionException, InterruptedException, TimeoutException {
    Map<String, TopicDescription> described =
        admin.describeTopics(TOPICS).allTopicNames().get(PATIENCE_SECONDS, SECONDS);
    return described.values().stream()
        .flatMap(topic -> topic.partitions().stream())
        .allMatch(partition -> partition.isr().size() == partition.replicas().size());
  }

  private <T> T ask(Question<T> question, T otherwise) {
    Map<String, Object> settings =
        Map.of(
            AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
            bootstrapServers,
            AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
            5_000,
            AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
            3_000);
    try (Admin admin = Admin.create(settings)) {
      return question.ask(admin);
    } catch (ExecutionException | TimeoutException e) {
      return otherwise;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return otherwise;
    }
  }
}
