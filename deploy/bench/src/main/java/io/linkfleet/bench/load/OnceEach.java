package io.linkfleet.bench.load;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Queue;

/// Callers that share a list of requests, each of which is made once.
public final class OnceEach implements Caller {
  private static final Duration BOUND = Duration.ofMinutes(4);

  private final Queue<Exchange> left;
  private final Tally tally;

  private OnceEach(Queue<Exchange> left, Tally tally) {
    this.left = left;
    this.tally = tally;
  }

  public static Steady.Pace play(ClosedLoop loop, int callers, Collection<Exchange> exchanges) {
    Queue<Exchange> left = new ArrayDeque<>(exchanges);
    Tally tally = new Tally();
    List<OnceEach> all = new ArrayList<>();
    for (int i = 0; i < callers; i++) {
      all.add(new OnceEach(left, tally));
    }
    Duration took = loop.play(all, BOUND);
    return new Steady.Pace(tally.count() / (took.toNanos() / 1e9), tally);
  }

  @Override
  public Optional<Exchange> begin() {
    return Optional.ofNullable(left.poll());
  }

  @Override
  public Optional<Exchange> after(Answer answer) {
    tally.add(answer);
    return begin();
  }
}
