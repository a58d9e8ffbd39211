package io.linkfleet.faults.alert;

import io.linkfleet.contract.Topics;
import io.linkfleet.faults.process.Patience;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/// A member of the workers' group that takes its share of partitions, does nothing with them, and
/// leaves.
final class PassingMember {
  private static final Duration POLL = Duration.ofMillis(100);
  private static final Duration JOINED_WITHIN = Duration.ofSeconds(10);

  private PassingMember() {}

  static void joinAndLeave(String bootstrapServers) {
    Map<String, Object> settings =
        Map.of(
            ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
            bootstrapServers,
            ConsumerConfig.GROUP_ID_CONFIG,
            "linkfleet-workers",
            ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
            false,
            ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG,
            250,
            ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG,
            6_000,
            ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
            List.of(CooperativeStickyAssignor.class));
    try (var member =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      member.subscribe(List.of(Topics.COMMANDS));
      Patience.await(
          JOINED_WITHIN,
          () -> {
            member.poll(POLL);
            return !member.assignment().isEmpty();
          });
    }
  }
}
