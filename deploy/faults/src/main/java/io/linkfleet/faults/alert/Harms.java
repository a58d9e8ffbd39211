package io.linkfleet.faults.alert;

import io.linkfleet.faults.alert.Harm.Healing;
import io.linkfleet.faults.alert.Instances.Instance;
import io.linkfleet.faults.fleet.Target;
import io.linkfleet.faults.fleet.Worker;
import io.linkfleet.faults.process.Patience;
import io.linkfleet.faults.process.ServerProcess;
import io.linkfleet.faults.proxy.Cut;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/// What is done to a fleet.
final class Harms {
  private static final Duration NO_PAUSE = Duration.ZERO;

  /// One reconnect in so many is of one of the few whose receivers are to be given up.
  private static final int OFTEN = 16;

  private static final int FEW = 3;
  private static final String THREE_DAYS = "\"clientExpiresIn\":259200";

  /// Revisions of WhatsApp's client that nobody has refused.
  private static final AtomicInteger NEWEST_REVISION = new AtomicInteger(1_900_000_000);

  private Harms() {}

  /// WhatsApp answers no unlink, and tells at each login that our version ends in three days.
  static Healing unlinksHang(Scene scene) {
    scene.fleet().simulator().faults("{\"hangUnlink\":true," + THREE_DAYS + "}");
    return () -> scene.fleet().simulator().faults("{}");
  }

  /// Every receiver answers 500 while instances are reconnected, which each time is two events;
  /// some of them more often than others.
  static Healing receiversFail(Scene scene) {
    scene.receiver().refuse(true);
    List<Instance> steady = scene.instances().steady();
    AtomicInteger turn = new AtomicInteger();
    Repeated reconnects =
        new Repeated(
            8,
            NO_PAUSE,
            () -> {
              int now = turn.getAndIncrement();
              int next = now % OFTEN == 0 ? now / OFTEN % FEW : now % steady.size();
              scene.api().call("POST", steady.get(next).at("reconnect"), "");
            });
    return () -> {
      reconnects.heal();
      scene.receiver().refuse(false);
    };
  }

  /// WhatsApp cuts everybody off and takes our version no more; there is no newer one until then.
  static Healing clientRefused(Scene scene) {
    scene.fleet().simulator().faults("{\"failureReason\":405}");
    scene.fleet().simulator().dropConnections();
    return () -> {
      scene.fleet().simulator().faults("{}");
      scene.receiver().publishRevision(NEWEST_REVISION.incrementAndGet());
    };
  }

  /// One worker has no way to Kafka, and one to all else.
  static Healing workerCutFromKafka(Scene scene) {
    Worker worker = scene.fleet().workers().getFirst();
    worker.cut(Target.KAFKA, Cut.REFUSE);
    return () -> worker.cut(Target.KAFKA, Cut.NONE);
  }

  /// Members join the group of the workers and leave it, again and again, as workers do that crash
  /// soon after each start.
  static Healing membersComeAndGo(Scene scene) {
    String brokers = scene.fleet().brokers().bootstrapServers();
    return new Repeated(4, NO_PAUSE, () -> PassingMember.joinAndLeave(brokers));
  }

  /// A worker stands still for most of the time, each time for less than the session timeout.
  static Healing workerStutters(Scene scene) {
    ServerProcess worker = scene.fleet().workers().getFirst().process();
    return new Repeated(
        1,
        Duration.ofMillis(1_500),
        () -> {
          worker.freeze();
          Patience.rest(Duration.ofMillis(3_500));
          worker.thaw();
        });
  }

  /// Somebody asks Redis for what takes it long.
  static Healing redisBusy(Scene scene) {
    return new Repeated(
        1, NO_PAUSE, () -> scene.fleet().redis().occupyPrimary(Duration.ofMillis(80)));
  }

  static Healing redisFrozen(Scene scene) {
    return frozen(scene.fleet().redis().servers());
  }

  /// Gateways reach Redis, and no worker does.
  static Healing workersCutFromRedis(Scene scene) {
    List<Worker> workers = scene.fleet().workers();
    workers.forEach(worker -> worker.cut(Target.REDIS, Cut.SWALLOW));
    return () -> workers.forEach(worker -> worker.cut(Target.REDIS, Cut.NONE));
  }

  static Healing brokersFrozen(Scene scene) {
    return frozen(scene.fleet().brokers().nodes().stream().map(node -> node.process()).toList());
  }

  private static Healing frozen(List<ServerProcess> servers) {
    servers.forEach(ServerProcess::freeze);
    return () -> servers.forEach(ServerProcess::thaw);
  }

  /// Every worker is killed, and started again when callers have gone on calling for a while, more
  /// of them than gateways let wait.
  static Healing workersGone(Scene scene) {
    List<Worker> workers = scene.fleet().workers();
    workers.forEach(worker -> worker.process().kill());
    String logout = scene.instances().steady().getFirst().at("logout");
    Repeated flood =
        new Repeated(500, Duration.ofMillis(500), () -> scene.api().call("DELETE", logout, ""));
    Thread restart =
        Thread.ofVirtual()
            .start(
                () -> {
                  Patience.rest(Duration.ofSeconds(30));
                  flood.heal();
                  workers.forEach(worker -> worker.process().start());
                });
    return () -> {
      try {
        restart.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    };
  }
}
