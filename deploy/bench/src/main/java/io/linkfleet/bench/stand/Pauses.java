package io.linkfleet.bench.stand;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// The safepoint log of a JVM.
record Pauses(Path log) {
  private static final Pattern COLLECTION =
      Pattern.compile(
          "Safepoint \"(?:G1\\w*|GenCollect\\w*|Serial\\w*|[XZ]\\w+)\".*Total: +([0-9]+) ns");

  /// 0 if nothing was collected. Collections that `jcmd` asked for are not counted.
  double longestMillis() {
    try {
      return COLLECTION
          .matcher(Files.readString(log))
          .results()
          .map(MatchResult::group)
          .filter(line -> !line.contains("Full"))
          .map(line -> line.replaceFirst(".*Total: +([0-9]+) ns", "$1"))
          .mapToDouble(nanos -> Long.parseLong(nanos) / 1e6)
          .max()
          .orElse(0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
