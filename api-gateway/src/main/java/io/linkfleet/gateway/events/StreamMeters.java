package io.linkfleet.gateway.events;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/// What operators see of the streams. No label ever names a tenant or an instance.
final class StreamMeters {
  private final Counter refused;
  private final Counter behind;
  private final Map<End, Counter> ended = new EnumMap<>(End.class);
  private final Counter all;
  private final Counter one;
  private final Counter removed;

  /// Why a stream was over.
  enum End {
    /// The page closed it, or is gone.
    PAGE,
    /// The page did not read.
    SLOW,
    TOKEN,
    STOPPING
  }

  StreamMeters(MeterRegistry meters, StreamSlots slots) {
    Gauge.builder("linkfleet.streams.open", slots, StreamSlots::open)
        .description("Event streams that are open")
        .register(meters);
    refused =
        Counter.builder("linkfleet.streams.refused")
            .description("Event streams refused because there were too many")
            .register(meters);
    behind =
        Counter.builder("linkfleet.streams.behind")
            .description("Times a page read too slowly and had to be shown everything anew")
            .register(meters);
    for (End why : End.values()) {
      ended.put(
          why,
          Counter.builder("linkfleet.streams.ended")
              .description("Event streams that were over, by why")
              .tag("reason", why.name().toLowerCase(Locale.ROOT))
              .register(meters));
    }
    all = events(meters, "instances");
    one = events(meters, "instance");
    removed = events(meters, "removed");
  }

  private static Counter events(MeterRegistry meters, String event) {
    return Counter.builder("linkfleet.streams.events")
        .description("Events sent to pages")
        .tag("event", event)
        .register(meters);
  }

  void refused() {
    refused.increment();
  }

  void behind() {
    behind.increment();
  }

  void ended(End why) {
    ended.get(why).increment();
  }

  void told(Message message) {
    switch (message) {
      case Message.All _ -> all.increment();
      case Message.One _ -> one.increment();
      case Message.Removed _ -> removed.increment();
    }
  }
}
