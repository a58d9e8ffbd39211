package io.linkfleet.bench;

import io.linkfleet.bench.measure.Measurement;
import java.util.List;

/// Every measurement there is, in the order in which they run.
final class Catalogue {
  static final List<Measurement> ALL = List.of();

  private Catalogue() {}
}
