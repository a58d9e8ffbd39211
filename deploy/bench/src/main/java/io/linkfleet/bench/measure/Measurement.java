package io.linkfleet.bench.measure;

import io.linkfleet.bench.report.Section;

/// Something that is measured beside its floor. Starts what it needs and ends it before it
/// returns; throws when it could not measure, and then nothing of it is written down.
public interface Measurement {
  /// The word on the command line, and the name of its files.
  String name();

  /// One line for `--help`.
  String what();

  Section measure(Conditions conditions);
}
