package io.linkfleet.faults.scenario;

import io.linkfleet.faults.broker.BrokerNode;
import io.linkfleet.faults.chronicle.Outage;
import io.linkfleet.faults.fleet.Fleet;
import io.linkfleet.faults.fleet.Member;
import io.linkfleet.faults.fleet.Target;
import io.linkfleet.faults.fleet.Worker;
import io.linkfleet.faults.process.Patience;
import io.linkfleet.faults.process.ServerProcess;
import io.linkfleet.faults.proxy.Cut;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/// Something that is done to the fleet and undone again. Which worker, gateway or node it meets,
/// the seed decides.
public enum Fault {
  WORKER_STOP,
  WORKER_KILL,
  WORKER_FREEZE,
  WORKER_SLOW,
  GATEWAY_KILL,
  GATEWAY_FREEZE,
  BROKER_KILL,
  BROKER_FREEZE,
  BROKER_DISK,
  REDIS_RESTART,
  REDIS_FAILOVER,
  REDIS_FREEZE,
  REDIS_REPLICA_KILL,
  WHATSAPP_REFUSE,
  WHATSAPP_HANG,
  WHATSAPP_DROP,
  WHATSAPP_KILL,
  CUT_KAFKA,
  CUT_REDIS,
  CUT_WHATSAPP,
  UNLINK_STEPS;

  /// How long a fault is let be. The long one outlasts the session timeouts of Kafka's groups and
  /// of its nodes (6 s each) and the sentinels' patience (3 s).
  static final class Holds {
    static final Duration NONE = Duration.ZERO;
    static final Duration MOST_OF_A_SECOND = Duration.ofMillis(900);
    static final Duration REST_OF_A_SECOND = Duration.ofMillis(100);
    static final Duration SHORT = Duration.ofSeconds(5);
    static final Duration LONG = Duration.ofSeconds(12);

    private Holds() {}
  }

  private static final Duration STOPS_WITHIN = Duration.ofSeconds(30);
  private static final Duration FAILS_OVER_WITHIN = Duration.ofSeconds(30);

  /// Returns when it is undone; the fleet may still be recovering then.
  public void inflict(Stage stage) {
    Fleet fleet = stage.fleet();
    switch (this) {
      case WORKER_STOP -> stopWorker(stage);
      case WORKER_KILL -> kill(stage, stage.any(fleet.workers()).member(), Holds.LONG);
      case WORKER_FREEZE -> freeze(stage, stage.any(fleet.workers()).process(), Holds.LONG);
      case WORKER_SLOW -> slowDown(stage, stage.any(fleet.workers()).process());
      case GATEWAY_KILL -> kill(stage, stage.any(fleet.gateways()).member(), Holds.SHORT);
      case GATEWAY_FREEZE -> freeze(stage, stage.any(fleet.gateways()).process(), Holds.LONG);
      case BROKER_KILL -> kill(stage, anyNode(stage).process(), Holds.LONG);
      case BROKER_FREEZE -> freeze(stage, anyNode(stage).process(), Holds.LONG);
      case BROKER_DISK -> loseDisk(stage, anyNode(stage));
      case REDIS_RESTART -> kill(stage, fleet.redis().primaryProcess(), Holds.NONE);
      case REDIS_FAILOVER -> failOver(stage);
      case REDIS_FREEZE -> freeze(stage, fleet.redis().primaryProcess(), Holds.LONG);
      case REDIS_REPLICA_KILL -> kill(stage, fleet.redis().replicaProcess(), Holds.SHORT);
      case WHATSAPP_REFUSE -> whatsApp(stage, "{\"refuseConnections\":true}");
      case WHATSAPP_HANG -> whatsApp(stage, "{\"hangUnlink\":true}");
      case WHATSAPP_DROP -> whatsApp(stage, "{\"dropAfterUnlink\":true}");
      case WHATSAPP_KILL -> kill(stage, fleet.simulator().member(), Holds.SHORT);
      case CUT_KAFKA -> cut(stage, Target.KAFKA);
      case CUT_REDIS -> cut(stage, Target.REDIS);
      case CUT_WHATSAPP -> cut(stage, Target.WHATSAPP);
      case UNLINK_STEPS -> UnlinkSteps.killAtEach(stage);
    }
  }

  /// As the command line has it.
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  public static Optional<Fault> ofWord(String word) {
    return Arrays.stream(values()).filter(fault -> fault.word().equals(word)).findFirst();
  }

  private static BrokerNode anyNode(Stage stage) {
    return stage.any(stage.fleet().brokers().nodes());
  }

  private static void loseDisk(Stage stage, BrokerNode node) {
    stage.during(
        node.process().name(),
        "lost disk",
        Holds.LONG,
        () -> {
          node.process().kill();
          node.loseDisk();
        },
        node.process()::start);
  }

  /// One, or two that meet different parts of the fleet.
  static List<Fault> some(Stage stage) {
    Fault one = stage.any(List.of(values()));
    Fault other = stage.any(List.of(values()));
    boolean apart =
        one != UNLINK_STEPS && other != UNLINK_STEPS && !one.part().equals(other.part());
    return apart ? List.of(one, other) : List.of(one);
  }

  private String part() {
    return name().substring(0, name().indexOf('_'));
  }

  private static void stopWorker(Stage stage) {
    Worker worker = stage.any(stage.fleet().workers());
    stage.during(
        worker.name(),
        "stopped",
        Holds.LONG,
        () -> worker.process().terminate(STOPS_WITHIN),
        worker.process()::start);
    worker.member().awaitReady();
  }

  private static void kill(Stage stage, Member member, Duration hold) {
    stage.during(
        member.name(),
        "killed",
        hold,
        member.process()::kill,
        () -> {
          member.process().start();
          member.awaitReady();
        });
  }

  private static void kill(Stage stage, ServerProcess process, Duration hold) {
    stage.during(process.name(), "killed", hold, process::kill, process::start);
  }

  private static void freeze(Stage stage, ServerProcess process, Duration hold) {
    stage.during(process.name(), "frozen", hold, process::freeze, process::thaw);
  }

  /// It gets a tenth of the time, in pieces that are too short for anybody to give it up.
  private static void slowDown(Stage stage, ServerProcess process) {
    stage.during(
        process.name(),
        Outage.SLOW,
        Holds.NONE,
        () -> {
          Instant end = Instant.now().plus(Holds.LONG);
          while (Instant.now().isBefore(end)) {
            process.freeze();
            Patience.rest(Holds.MOST_OF_A_SECOND);
            process.thaw();
            Patience.rest(Holds.REST_OF_A_SECOND);
          }
        },
        process::thaw);
  }

  /// The primary stays away until the replica has taken its place.
  private static void failOver(Stage stage) {
    ServerProcess primary = stage.fleet().redis().primaryProcess();
    OptionalInt before = stage.fleet().redis().primary();
    stage.during(
        primary.name(),
        "killed until failover",
        Duration.ZERO,
        () -> {
          primary.kill();
          Patience.require(
              "a failover",
              FAILS_OVER_WITHIN,
              () -> !stage.fleet().redis().primary().equals(before));
        },
        primary::start);
  }

  private static void whatsApp(Stage stage, String faults) {
    stage.during(
        "simulator",
        faults,
        Holds.LONG,
        () -> stage.fleet().simulator().faults(faults),
        () -> stage.fleet().simulator().faults("{}"));
  }

  private static void cut(Stage stage, Target target) {
    Worker worker = stage.any(stage.fleet().workers());
    Cut how = stage.random().nextBoolean() ? Cut.REFUSE : Cut.SWALLOW;
    stage.during(
        worker.name(),
        how + " to " + target,
        Holds.LONG,
        () -> worker.cut(target, how),
        () -> worker.cut(target, Cut.NONE));
  }
}
