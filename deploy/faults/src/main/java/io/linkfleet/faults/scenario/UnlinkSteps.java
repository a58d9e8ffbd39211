package io.linkfleet.faults.scenario;

import io.linkfleet.faults.fleet.Target;
import io.linkfleet.faults.fleet.Worker;
import io.linkfleet.faults.process.Patience;
import io.linkfleet.faults.proxy.Cut;
import java.time.Duration;
import java.util.List;

/// The worker is killed at each step of an unlink: before it is stored, while WhatsApp holds the
/// request, while WhatsApp's answers are on their way, after WhatsApp closed without doing it,
/// and after it did it and closed without a word. Traffic logs out all the time, so every worker
/// has unlinks at that step.
final class UnlinkSteps {
  private static final List<String> STEPS =
      List.of(
          "{\"hangUnlink\":true}",
          "{\"delayMs\":700}",
          "{\"dropBeforeUnlink\":true}",
          "{\"dropAfterUnlink\":true}");
  private static final Duration IN_FORCE = Duration.ofSeconds(4);

  private UnlinkSteps() {}

  static void killAtEach(Stage stage) {
    killBeforeItIsStored(stage);
    for (String step : STEPS) {
      Worker worker = stage.any(stage.fleet().workers());
      stage.during(
          worker.name(),
          "killed during " + step,
          Duration.ZERO,
          () -> {
            stage.fleet().simulator().faults(step);
            Patience.rest(IN_FORCE);
            worker.process().kill();
            stage.fleet().simulator().faults("{}");
          },
          worker.process()::start);
      worker.member().awaitReady();
    }
  }

  /// What it was asked for it has taken from Kafka and can't write to Redis.
  private static void killBeforeItIsStored(Stage stage) {
    Worker worker = stage.any(stage.fleet().workers());
    stage.during(
        worker.name(),
        "killed without Redis",
        IN_FORCE,
        () -> worker.cut(Target.REDIS, Cut.SWALLOW),
        () -> {
          worker.process().kill();
          worker.cut(Target.REDIS, Cut.NONE);
          worker.process().start();
        });
    worker.member().awaitReady();
  }
}
