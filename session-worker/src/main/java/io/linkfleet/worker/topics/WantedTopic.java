package io.linkfleet.worker.topics;

import static org.apache.kafka.common.config.TopicConfig.CLEANUP_POLICY_CONFIG;
import static org.apache.kafka.common.config.TopicConfig.CLEANUP_POLICY_DELETE;
import static org.apache.kafka.common.config.TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG;
import static org.apache.kafka.common.config.TopicConfig.RETENTION_MS_CONFIG;
import static org.apache.kafka.common.config.TopicConfig.SEGMENT_MS_CONFIG;

import io.linkfleet.contract.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// A topic as the fleet needs it. `count` says whether more partitions will do, too.
record WantedTopic(
    String name, int partitions, Count count, int replicas, int inSync, Duration retention) {
  enum Count {
    /// What has a key would go to another partition.
    EXACTLY,
    AT_LEAST
  }

  private static final Duration LONGEST_SEGMENT = Duration.ofDays(1);
  private static final Duration SHORTEST_SEGMENT = Duration.ofHours(1);
  private static final int SEGMENTS = 6;

  static List<WantedTopic> of(int partitions, TopicSettings settings) {
    int replicas = settings.replicationFactor();
    int inSync = settings.minInSyncReplicas();
    return List.of(
        new WantedTopic(
            Topics.COMMANDS,
            partitions,
            Count.EXACTLY,
            replicas,
            inSync,
            settings.commandRetention()),
        new WantedTopic(
            Topics.REPLIES,
            settings.replyPartitions(),
            Count.AT_LEAST,
            replicas,
            inSync,
            settings.replyRetention()),
        new WantedTopic(
            Topics.EVENTS,
            settings.eventPartitions(),
            Count.EXACTLY,
            replicas,
            inSync,
            settings.eventRetention()),
        new WantedTopic(
            Topics.DEAD_WEBHOOKS,
            1,
            Count.AT_LEAST,
            replicas,
            inSync,
            settings.deadLetterRetention()));
  }

  /// What is looked at in a topic that is there.
  Map<String, String> settings() {
    return new TreeMap<>(
        Map.of(
            CLEANUP_POLICY_CONFIG,
            CLEANUP_POLICY_DELETE,
            RETENTION_MS_CONFIG,
            Long.toString(retention.toMillis()),
            MIN_IN_SYNC_REPLICAS_CONFIG,
            Integer.toString(inSync)));
  }

  /// What it is made with. Records are deleted a segment at a time, so that a sixth of the
  /// retention is a segment.
  Map<String, String> settingsToMake() {
    Map<String, String> settings = settings();
    long segment =
        Math.clamp(
            retention.toMillis() / SEGMENTS,
            SHORTEST_SEGMENT.toMillis(),
            LONGEST_SEGMENT.toMillis());
    settings.put(SEGMENT_MS_CONFIG, Long.toString(segment));
    return settings;
  }

  /// One text for each thing that is not as it should be.
  List<String> differences(FoundTopic found) {
    List<String> texts = new ArrayList<>();
    switch (count) {
      case EXACTLY -> {
        if (found.partitions() != partitions) {
          texts.add(
              "has %d partitions, wanted are %d; the count of a topic with keys can't be changed"
                  .formatted(found.partitions(), partitions));
        }
      }
      case AT_LEAST -> {
        if (found.partitions() < partitions) {
          texts.add(
              "has %d partitions, wanted are at least %d"
                  .formatted(found.partitions(), partitions));
        }
      }
    }
    if (found.replicas() < replicas) {
      texts.add("has %d replicas, wanted are at least %d".formatted(found.replicas(), replicas));
    }
    settings()
        .forEach(
            (name, wanted) -> {
              String there = found.settings().getOrDefault(name, "not known");
              if (!there.equals(wanted)) {
                texts.add("%s is %s, wanted is %s".formatted(name, there, wanted));
              }
            });
    return texts;
  }
}
