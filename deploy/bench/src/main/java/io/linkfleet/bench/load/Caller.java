package io.linkfleet.bench.load;

import java.util.Optional;

/// Someone who calls, waits for the answer, and calls again. Used by one thread alone; must not
/// block.
public interface Caller {
  /// The first request; empty for none at all.
  Optional<Exchange> begin();

  /// The next request; empty when this caller is done.
  Optional<Exchange> after(Answer answer);
}
