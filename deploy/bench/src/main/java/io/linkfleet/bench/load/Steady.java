package io.linkfleet.bench.load;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// Callers that ask the same few things again and again until a time is over.
public final class Steady implements Caller {
  private final List<Exchange> exchanges;
  private final Tally tally;
  private final long end;
  private int next;

  private Steady(List<Exchange> exchanges, int first, Tally tally, long end) {
    this.exchanges = exchanges;
    this.next = first;
    this.tally = tally;
    this.end = end;
  }

  /// How fast so many callers were served, and how many they were.
  public record Pace(double perSecond, Tally tally) {}

  /// The callers begin at different places in the list.
  public static Pace play(
      ClosedLoop loop, int callers, List<Exchange> exchanges, Duration duration) {
    Tally tally = new Tally();
    long end = System.nanoTime() + duration.toNanos();
    int apart = Math.max(1, exchanges.size() / callers);
    List<Steady> all =
        IntStream.range(0, callers)
            .mapToObj(i -> new Steady(exchanges, i * apart % exchanges.size(), tally, end))
            .toList();
    Duration took = loop.play(all, duration.plusSeconds(60));
    return new Pace(tally.count() / (took.toNanos() / 1e9), tally);
  }

  @Override
  public Optional<Exchange> begin() {
    return ask();
  }

  @Override
  public Optional<Exchange> after(Answer answer) {
    tally.add(answer);
    return System.nanoTime() - end < 0 ? ask() : Optional.empty();
  }

  private Optional<Exchange> ask() {
    Exchange exchange = exchanges.get(next);
    next = next + 1 == exchanges.size() ? 0 : next + 1;
    return Optional.of(exchange);
  }
}
