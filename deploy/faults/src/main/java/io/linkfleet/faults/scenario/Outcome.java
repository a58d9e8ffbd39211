package io.linkfleet.faults.scenario;

import java.time.Duration;
import java.util.Collection;
import java.util.List;

/// What came of a scenario. `offline` is how many of the steady instances were offline at once at
/// most, `back` how long after the fault began everybody was online again for the first time, and
/// `longestOffline` the longest that any one of them was away; zero when none ever was.
public record Outcome(
    String scenario,
    int calls,
    long failures,
    Duration longestCall,
    int offline,
    Duration back,
    Duration longestOffline,
    List<String> violations) {
  /// The same but for violations that were found before this scenario already.
  public Outcome without(Collection<String> known) {
    return new Outcome(
        scenario,
        calls,
        failures,
        longestCall,
        offline,
        back,
        longestOffline,
        violations.stream().filter(violation -> !known.contains(violation)).toList());
  }

  public boolean held() {
    return violations.isEmpty();
  }

  public static String head() {
    return "%-20s %6s %5s %12s %8s %11s %15s  %s"
        .formatted(
            "scenario",
            "calls",
            "500s",
            "longest call",
            "offline",
            "all back in",
            "longest offline",
            "invariants");
  }

  public String row() {
    return "%-20s %6d %5d %10.1f s %8d %9.1f s %13.1f s  %s"
        .formatted(
            scenario,
            calls,
            failures,
            seconds(longestCall),
            offline,
            seconds(back),
            seconds(longestOffline),
            held() ? "held" : violations.size() + " violations");
  }

  private static double seconds(Duration duration) {
    return duration.toMillis() / 1000.0;
  }
}
