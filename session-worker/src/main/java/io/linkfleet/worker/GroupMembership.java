package io.linkfleet.worker;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;

/// How a worker is a member of its consumer groups.
///
/// A worker with an `instanceId` that dies and is back within the session timeout has its old
/// partitions at once. A worker that is told to stop leaves the group, with an id or without.
record GroupMembership(
    GroupProtocol protocol, Optional<String> instanceId, Duration sessionTimeout) {
  private static final int HEARTBEATS_PER_SESSION = 4;

  /// Members hear of a rebalance in the answer to a heartbeat: when a worker leaves, nobody takes
  /// over from it before the others have sent theirs.
  private static final int LONGEST_HEARTBEAT_MILLIS = 250;

  /// What a client of the classic protocol decides and the broker decides in the other one, where
  /// the client refuses to be told.
  private static final List<String> CLASSIC_ONLY =
      List.of(
          ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
          ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG,
          ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG);

  /// A broker's default, where the timeout is the broker's.
  private static final Duration SESSION_OF_BROKER = Duration.ofSeconds(45);

  private static final Duration RECLAIM_AFTER = SESSION_OF_BROKER.plusSeconds(15);

  GroupMembership {
    if (sessionTimeout.compareTo(Duration.ofSeconds(1)) < 0) {
      throw new IllegalArgumentException(
          "linkfleet.worker.session-timeout must be a second at least, not " + sessionTimeout);
    }
    if (instanceId.filter(String::isBlank).isPresent()) {
      throw new IllegalArgumentException("linkfleet.worker.group-instance-id has no text");
    }
  }

  /// The given settings of a consumer and what is special to the protocol.
  Map<String, Object> applyTo(Map<String, Object> settings) {
    settings.put(ConsumerConfig.GROUP_PROTOCOL_CONFIG, protocol.name().toLowerCase(Locale.ROOT));
    instanceId.ifPresent(id -> settings.put(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, id));
    CLASSIC_ONLY.forEach(settings::remove);
    switch (protocol) {
      case CLASSIC -> {
        int session = Math.toIntExact(sessionTimeout.toMillis());
        settings.put(
            ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
            List.of(CooperativeStickyAssignor.class));
        settings.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, session);
        settings.put(
            ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG,
            Math.min(session / HEARTBEATS_PER_SESSION, LONGEST_HEARTBEAT_MILLIS));
      }
      case CONSUMER -> {}
    }
    return settings;
  }

  /// After how long without a heartbeat the group goes on without the worker.
  Duration countedInFor() {
    return switch (protocol) {
      case CLASSIC -> sessionTimeout;
      case CONSUMER -> SESSION_OF_BROKER;
    };
  }

  /// When a partition that stepped back and is still assigned must be ours after all: by then
  /// Kafka would have told if it were another's.
  Duration reclaimAfter() {
    return switch (protocol) {
      case CLASSIC -> sessionTimeout.multipliedBy(2);
      case CONSUMER -> RECLAIM_AFTER;
    };
  }
}
