package io.linkfleet.gateway.events;

import io.linkfleet.registry.TokenHash;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// The places for streams, bounded for all tokens together and for each.
final class StreamSlots {
  private final int most;
  private final int mostPerToken;
  private final Map<TokenHash, Integer> taken = new HashMap<>();
  private int open;

  StreamSlots(int most, int mostPerToken) {
    this.most = most;
    this.mostPerToken = mostPerToken;
  }

  /// A place that is taken until it is closed.
  interface Slot extends AutoCloseable {
    @Override
    void close();
  }

  synchronized Optional<Slot> take(TokenHash token) {
    if (open >= most || taken.getOrDefault(token, 0) >= mostPerToken) {
      return Optional.empty();
    }
    open++;
    taken.merge(token, 1, Integer::sum);
    return Optional.of(() -> free(token));
  }

  private synchronized void free(TokenHash token) {
    open--;
    taken.computeIfPresent(token, (_, count) -> count == 1 ? null : count - 1);
  }

  synchronized int open() {
    return open;
  }
}
