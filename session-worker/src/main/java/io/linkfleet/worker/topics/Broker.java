package io.linkfleet.worker.topics;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;

/// What is asked of the brokers, each within the same patience. Throws [NoAnswer].
record Broker(Admin admin, Duration patience) implements AutoCloseable {
  /// The brokers did not answer, or refused.
  static final class NoAnswer extends RuntimeException {
    private NoAnswer(String message, Throwable cause) {
      super(message, cause);
    }
  }

  /// Those of the names that are there.
  Map<String, FoundTopic> find(Collection<WantedTopic> wanted) {
    Set<String> present = await(admin.listTopics().names());
    List<String> names = wanted.stream().map(WantedTopic::name).filter(present::contains).toList();
    Map<String, TopicDescription> topics = await(admin.describeTopics(names).allTopicNames());
    Map<ConfigResource, Config> settings =
        await(admin.describeConfigs(names.stream().map(Broker::resource).toList()).all());
    Map<String, FoundTopic> found = new HashMap<>();
    topics.forEach((name, topic) -> found.put(name, found(topic, settings.get(resource(name)))));
    return found;
  }

  void make(Collection<WantedTopic> missing) {
    await(
        admin
            .createTopics(
                missing.stream()
                    .map(
                        topic ->
                            new NewTopic(topic.name(), topic.partitions(), (short) topic.replicas())
                                .configs(topic.settingsToMake()))
                    .toList())
            .all());
  }

  private static ConfigResource resource(String name) {
    return new ConfigResource(ConfigResource.Type.TOPIC, name);
  }

  private static FoundTopic found(TopicDescription topic, Config settings) {
    Map<String, String> values = new HashMap<>();
    settings.entries().stream()
        .filter(entry -> entry.value() != null)
        .forEach(entry -> values.put(entry.name(), entry.value()));
    int replicas =
        topic.partitions().stream()
            .mapToInt(partition -> partition.replicas().size())
            .min()
            .orElse(0);
    return new FoundTopic(topic.partitions().size(), replicas, values);
  }

  private <T> T await(KafkaFuture<T> answer) {
    try {
      return answer.get(patience.toMillis(), MILLISECONDS);
    } catch (ExecutionException e) {
      throw new NoAnswer(e.getCause().getMessage(), e);
    } catch (TimeoutException e) {
      throw new NoAnswer("no answer within " + patience.toSeconds() + " s", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new NoAnswer("interrupted", e);
    }
  }

  /// At once: what is still asked is not waited for.
  @Override
  public void close() {
    admin.close(Duration.ZERO);
  }
}
