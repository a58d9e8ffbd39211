package io.linkfleet.faults.check;

import io.linkfleet.faults.chronicle.Attempt;
import io.linkfleet.faults.chronicle.Call;
import io.linkfleet.faults.chronicle.Op;
import io.linkfleet.faults.chronicle.Outage;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A worker that is slow delays its own instances. Of the calls for those of other workers nine in
/// ten are as quick as ever; the tenth may have met the machine's own bad moments.
///
/// Only calls that a worker has to answer count, and no instance that was deleted or made
/// meanwhile: it may have had another owner then.
final class SlownessStaysAtHome implements Invariant {
  static final Duration QUICK = Duration.ofSeconds(2);
  private static final double MOST = 0.9;
  private static final Set<Op> BY_WORKER = EnumSet.of(Op.LOGOUT, Op.CONNECT, Op.RECONNECT);

  @Override
  public String promise() {
    return "one slow worker delays no instance of another";
  }

  @Override
  public List<String> violations(Evidence evidence) {
    return evidence.outages().stream()
        .filter(outage -> outage.what().equals(Outage.SLOW))
        .flatMap(outage -> of(outage, evidence))
        .toList();
  }

  private static Stream<String> of(Outage outage, Evidence evidence) {
    Set<String> changed =
        evidence.calls().stream()
            .filter(call -> call.op() == Op.CREATE || call.op() == Op.DELETE)
            .map(Call::instance)
            .collect(Collectors.toSet());
    List<Duration> took =
        evidence.calls().stream()
            .filter(call -> BY_WORKER.contains(call.op()) && !changed.contains(call.instance()))
            .filter(call -> !call.at().isBefore(outage.from()) && call.at().isBefore(outage.to()))
            .filter(call -> isOfAnother(call, outage, evidence))
            .map(call -> call.attempts().getLast())
            .map(Attempt::took)
            .sorted()
            .toList();
    if (took.isEmpty()) {
      return Stream.of();
    }
    Duration slowestOfMost = took.get((int) (took.size() * MOST));
    return slowestOfMost.compareTo(QUICK) <= 0
        ? Stream.of()
        : Stream.of(
            "while %s was slow, one in ten calls for others took %d ms or more"
                .formatted(outage.part(), slowestOfMost.toMillis()));
  }

  private static boolean isOfAnother(Call call, Outage outage, Evidence evidence) {
    String owner = evidence.owners().getOrDefault(call.instance(), outage.part());
    return !owner.equals(outage.part());
  }
}
