package io.linkfleet.faults.check;

import io.linkfleet.faults.chronicle.Attempt;
import io.linkfleet.faults.chronicle.Call;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/// A gateway that was ended or frozen at the time owes nothing; the other one does.
final class AnsweredInTime implements Invariant {
  private static final Duration SLACK = Duration.ofMillis(1_500);

  /// A connection that a gateway's end broke is noticed at its next use.
  private static final Duration AFTERMATH = Duration.ofSeconds(2);

  @Override
  public String promise() {
    return "every call is answered within its deadline, with an answer of the contract";
  }

  @Override
  public List<String> violations(Evidence evidence) {
    return evidence.calls().stream().flatMap(call -> of(call, evidence)).toList();
  }

  private static Stream<String> of(Call call, Evidence evidence) {
    String name = "%s %s %s".formatted(call.id(), call.op(), call.instance());
    Stream<String> attempts =
        call.attempts().stream()
            .filter(attempt -> !isInTime(attempt, call) && !isExcused(attempt, evidence))
            .map(
                attempt ->
                    "%s: %s %s after %d ms"
                        .formatted(
                            name, attempt.gateway(), attempt.result(), attempt.took().toMillis()));
    boolean known = !call.isAnswered() || call.op().mayAnswer(call.status(), call.message());
    return known
        ? attempts
        : Stream.concat(
            attempts, Stream.of(name + " was answered " + call.status() + " " + call.message()));
  }

  private static boolean isInTime(Attempt attempt, Call call) {
    return attempt.result() == Attempt.Result.ANSWERED
        && attempt.took().compareTo(call.op().deadline().plus(SLACK)) <= 0;
  }

  private static boolean isExcused(Attempt attempt, Evidence evidence) {
    return evidence.outages().stream()
        .filter(outage -> outage.part().equals(attempt.gateway()))
        .anyMatch(outage -> outage.overlaps(attempt.at().minus(AFTERMATH), attempt.end()));
  }
}
