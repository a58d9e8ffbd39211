package io.linkfleet.bench.limiter;

import io.lettuce.core.api.sync.RedisCommands;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What Redis says it has spent since it began, in microseconds of processor time.
record RedisCost(double cpuMicros) {
  private static final Pattern USED = Pattern.compile("used_cpu_(?:sys|user):([0-9.]+)");

  /// Of the main process, on all its threads.
  static RedisCost of(RedisCommands<?, ?> commands) {
    Matcher used = USED.matcher(commands.info("cpu"));
    double seconds = 0;
    while (used.find()) {
      seconds += Double.parseDouble(used.group(1));
    }
    return new RedisCost(seconds * 1e6);
  }

  /// The mean time inside one command of that name since the statistics were reset.
  static double microsPerCall(RedisCommands<?, ?> commands, String name) {
    Matcher found =
        Pattern.compile("cmdstat_" + name + ":.*?usec_per_call=([0-9.]+)")
            .matcher(commands.info("commandstats"));
    if (!found.find()) {
      throw new IllegalStateException("Redis has carried out no " + name);
    }
    return Double.parseDouble(found.group(1));
  }
}
