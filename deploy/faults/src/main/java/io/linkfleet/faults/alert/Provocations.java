package io.linkfleet.faults.alert;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// What provokes each alert. The provocations of a round go on at the same time; the next round
/// begins when all of the last are over.
public final class Provocations {
  /// Alerts that nothing on one machine can provoke, and why. The unit tests of the rules show all
  /// the same that they fire.
  public static final List<String> NOT_PROVOKED = List.of();

  private static final Duration SOON = Duration.ofMinutes(2);
  private static final Duration LATER = Duration.ofMinutes(3);

  /// What takes long by itself: half an hour of waiting, or an hour, divided.
  private static final Duration LATE = Duration.ofMinutes(6);

  private Provocations() {}

  static List<List<Provocation>> rounds() {
    return List.of(
        List.of(
            new Provocation(
                "WhatsApp answers no unlink and announces that our version ends",
                Set.of(
                    "LinkfleetLogoutErrorsFast",
                    "LinkfleetLogoutErrorsSlow",
                    "LinkfleetUnlinkPending",
                    "LinkfleetUnlinksNotConfirmed",
                    "LinkfleetClientExpiryNear"),
                LATE,
                Harms::unlinksHang),
            new Provocation(
                "every receiver answers 500",
                Set.of("LinkfleetWebhooksWaiting", "LinkfleetWebhooksDead"),
                LATE,
                Harms::receiversFail)),
        List.of(
            new Provocation(
                "WhatsApp cuts everybody off and refuses our version",
                Set.of(
                    "LinkfleetClientOutdated",
                    "LinkfleetOnlineDropped",
                    "LinkfleetConnectionsEnding"),
                SOON,
                Harms::clientRefused)),
        List.of(
            new Provocation(
                "a worker is cut off from Kafka",
                Set.of(
                    "LinkfleetPartitionsMoreThanExpected",
                    "LinkfleetPartitionsLost",
                    "LinkfleetWorkerOutOfGroup"),
                LATER,
                Harms::workerCutFromKafka)),
        List.of(
            new Provocation(
                "members join the group and leave it again and again",
                Set.of("LinkfleetHandoverStorm"),
                LATER,
                Harms::membersComeAndGo)),
        List.of(
            new Provocation(
                "a worker stands still for seconds, again and again",
                Set.of("LinkfleetCommandsQueued"),
                LATER,
                Harms::workerStutters),
            new Provocation(
                "Redis is kept busy", Set.of("LinkfleetRedisSlow"), LATER, Harms::redisBusy)),
        List.of(
            new Provocation(
                "every Redis server stands still",
                Set.of("LinkfleetRedisUnavailable"),
                SOON,
                Harms::redisFrozen)),
        List.of(
            new Provocation(
                "no worker reaches Redis",
                Set.of("LinkfleetCommandOldest"),
                SOON,
                Harms::workersCutFromRedis)),
        List.of(
            new Provocation(
                "every Kafka node stands still",
                Set.of("LinkfleetKafkaUnavailable", "LinkfleetKafkaRecordErrors"),
                SOON,
                Harms::brokersFrozen)),
        List.of(
            new Provocation(
                "every worker is killed, and back when thousands have called",
                Set.of(
                    "LinkfleetTargetDown",
                    "LinkfleetJobDown",
                    "LinkfleetPartitionsWithoutOwner",
                    "LinkfleetGatewayFull",
                    "LinkfleetCommandsBehind"),
                LATE,
                Harms::workersGone)));
  }

  /// All alerts that a provocation names.
  static Stream<String> provoked() {
    return rounds().stream().flatMap(List::stream).flatMap(one -> one.alerts().stream());
  }
}
