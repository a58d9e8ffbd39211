package io.linkfleet.gateway.dispatch;

import io.linkfleet.contract.Command;
import io.linkfleet.contract.Reply;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.kafka.KafkaClientMetrics;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.Consumer;

/// What operators see of the dispatch. No label ever names a tenant or an instance.
///
/// All that can become of a command is there, at zero, from the start: who looks at how fast a
/// counter grows does not see one that begins with its first event.
final class DispatchMeters {
  /// Few, since each command has a histogram for each of its outcomes.
  private static final Duration[] BUCKETS =
      IntStream.of(
              1, 2, 5, 10, 20, 35, 50, 75, 100, 150, 200, 350, 500, 1_000, 2_000, 5_000, 10_000,
              15_000, 30_000, 60_000)
          .mapToObj(Duration::ofMillis)
          .toArray(Duration[]::new);

  /// What each command comes to when all goes well.
  private static final Map<String, List<String>> SUCCESSES =
      Map.of(
          "connect", List.of("qr_code_generated", "already_connected"),
          "connect_by_code", List.of("pairing_code_generated", "already_connected"),
          "reconnect", List.of("reconnect_initiated"),
          "logout", List.of("logged_out"),
          "delete", List.of("deleted"));

  private record Dispatched(String command, String outcome) {}

  private final MeterRegistry meters;
  private final Map<Dispatched, Timer> dispatched = new ConcurrentHashMap<>();
  private final Counter lateReplies;
  private final Counter unknownReplies;
  private final Counter malformedReplies;

  DispatchMeters(MeterRegistry meters, PendingReplies pending) {
    this.meters = meters;
    SUCCESSES.forEach(
        (command, successes) ->
            Stream.concat(successes.stream(), failures())
                .map(outcome -> new Dispatched(command, outcome))
                .forEach(known -> dispatched.put(known, timer(known))));
    lateReplies =
        Counter.builder("linkfleet.replies.late")
            .description("Replies to commands whose caller had been told that there is none")
            .register(meters);
    unknownReplies =
        Counter.builder("linkfleet.replies.unknown")
            .description("Replies nobody here waits or waited for: another gateway's, or repeated")
            .register(meters);
    malformedReplies =
        Counter.builder("linkfleet.replies.malformed")
            .description("Records on the reply topic that are no envelope")
            .register(meters);
    Gauge.builder("linkfleet.dispatch.inflight", pending, PendingReplies::inFlight)
        .description("Commands whose reply is awaited")
        .register(meters);
  }

  private static Stream<String> failures() {
    return Stream.of(
            Arrays.stream(Reply.Rejection.values()).map(reason -> "rejected_" + lower(reason)),
            Arrays.stream(Reply.Failure.values()).map(reason -> "failed_" + lower(reason)),
            Arrays.stream(Outcome.Reason.values()).map(DispatchMeters::lower))
        .flatMap(names -> names);
  }

  private Timer timer(Dispatched known) {
    return Timer.builder("linkfleet.dispatch")
        .description("Commands from publishing to their reply, by what became of them")
        .tag("command", known.command())
        .tag("outcome", known.outcome())
        .serviceLevelObjectives(BUCKETS)
        .register(meters);
  }

  void dispatched(Command command, Outcome outcome, Duration took) {
    dispatched
        .computeIfAbsent(new Dispatched(name(command), name(outcome)), this::timer)
        .record(took);
  }

  void lateReply() {
    lateReplies.increment();
  }

  void unknownReply() {
    unknownReplies.increment();
  }

  void malformedReply() {
    malformedReplies.increment();
  }

  /// Kafka's own metrics of the consumer, until they are closed.
  KafkaClientMetrics observe(Consumer<?, ?> consumer) {
    KafkaClientMetrics observed = new KafkaClientMetrics(consumer);
    observed.bindTo(meters);
    return observed;
  }

  private static String name(Command command) {
    return switch (command) {
      case Command.Connect() -> "connect";
      case Command.ConnectByCode _ -> "connect_by_code";
      case Command.Reconnect() -> "reconnect";
      case Command.Logout() -> "logout";
      case Command.Delete() -> "delete";
    };
  }

  static String name(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Answered(Reply reply) -> name(reply);
      case Outcome.Unanswered(Outcome.Reason reason) -> lower(reason);
    };
  }

  private static String name(Reply reply) {
    return switch (reply) {
      case Reply.LoggedOut() -> "logged_out";
      case Reply.QrCodeGenerated qr -> "qr_code_generated";
      case Reply.PairingCodeGenerated _ -> "pairing_code_generated";
      case Reply.AlreadyConnected() -> "already_connected";
      case Reply.ReconnectInitiated() -> "reconnect_initiated";
      case Reply.Deleted() -> "deleted";
      case Reply.Rejected(var reason) -> "rejected_" + lower(reason);
      case Reply.Failed(var reason) -> "failed_" + lower(reason);
    };
  }

  static String lower(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
