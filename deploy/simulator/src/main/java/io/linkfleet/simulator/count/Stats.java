package io.linkfleet.simulator.count;

import java.util.LinkedHashMap;
import java.util.Map;

/// The counts at one moment, and how many connections were open and devices linked at it.
public record Stats(Map<Count, Long> counts, int openConnections, int linkedDevices, int phones) {
  public Stats {
    counts = Map.copyOf(counts);
  }

  public long of(Count count) {
    return counts.getOrDefault(count, 0L);
  }

  /// Notifications nobody acked, or not yet.
  public long unackedNotifications() {
    return of(Count.NOTIFICATIONS) - of(Count.ACKS);
  }

  /// As `GET /stats` shows it.
  public Map<String, Long> flat() {
    Map<String, Long> flat = new LinkedHashMap<>();
    flat.put("openConnections", (long) openConnections);
    flat.put("linkedDevices", (long) linkedDevices);
    flat.put("phones", (long) phones);
    for (Count count : Count.values()) {
      flat.put(count.wireName(), of(count));
    }
    flat.put("unackedNotifications", unackedNotifications());
    return flat;
  }
}
