package io.linkfleet.worker.session;

import io.linkfleet.worker.session.SessionEvent.FromConnection;
import io.linkfleet.worker.whatsapp.WhatsAppEvent;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/// What operators see of sessions, read off the transitions they take. No label ever names a
/// tenant, an instance, a device or a number.
///
/// A departing device's age is counted from when it became one, under whichever owner that was.
/// Counters whose labels are known are there, at zero, from the start: who looks at how fast one
/// grows does not see one that begins with its first event.
public final class SessionMeters {
  /// `asked` is when the unlink was last sent, if it was.
  private record Leaving(Instant since, Instant asked) {}

  private final MeterRegistry meters;
  private final InstantSource clock;
  private final Map<Class<?>, AtomicInteger> sessions = new ConcurrentHashMap<>();

  /// The departing devices, by their key ids.
  private final Map<String, Leaving> leaving = new ConcurrentHashMap<>();

  /// The key ids of devices that were paired and have not been online yet.
  private final Map<String, Instant> paired = new ConcurrentHashMap<>();

  public SessionMeters(MeterRegistry meters, InstantSource clock) {
    this.meters = meters;
    this.clock = clock;
    for (Class<?> state : Link.class.getPermittedSubclasses()) {
      AtomicInteger count = new AtomicInteger();
      sessions.put(state, count);
      Gauge.builder("linkfleet.sessions", count, AtomicInteger::get)
          .description("Instances in this worker's memory, by the state of their link")
          .tag("state", snake(state.getSimpleName()))
          .register(meters);
    }
    Gauge.builder("linkfleet.devices.departing", leaving, Map::size)
        .description("Devices that are to be unlinked and are not confirmed yet")
        .register(meters);
    Gauge.builder("linkfleet.devices.departing.age", this, SessionMeters::oldestDeparting)
        .description("Age of the oldest of them")
        .baseUnit("seconds")
        .register(meters);
    everythingThatCanHappen();
  }

  private void everythingThatCanHappen() {
    for (String by : List.of("qr", "number")) {
      List.of("code_shown", "scanned", "failed").forEach(step -> pairings(step, by));
    }
    pairingsOnline();
    List.of("online", "refused_unlinked").forEach(this::logins);
    for (WhatsAppEvent.Refusal refusal : WhatsAppEvent.Refusal.values()) {
      logins("refused_" + lower(refusal));
    }
    List.of("replaced", "unlinked").forEach(this::connectionsEnded);
    for (WhatsAppEvent.Cause cause : WhatsAppEvent.Cause.values()) {
      logins(lower(cause));
      connectionsEnded(lower(cause));
    }
    List.of("confirmed", "refused", "silent", "cut").forEach(this::unlinks);
    List.of("api", "delete", "phone").forEach(this::devicesUnlinked);
  }

  private double oldestDeparting() {
    Instant now = clock.instant();
    return leaving.values().stream()
        .map(device -> Duration.between(device.since(), now))
        .max(Duration::compareTo)
        .map(age -> age.toMillis() / 1e3)
        .orElse(0.0);
  }

  /// The session holds a state from now on. `since` is when devices became departing ones, by their
  /// key ids, as far as that is known.
  void loaded(SessionState state, Map<String, Instant> since) {
    count(state.link(), 1);
    Instant now = clock.instant();
    for (Departure departure : state.departures()) {
      departing(departure, since.getOrDefault(departure.keyId(), now));
    }
  }

  /// It holds none any more: the instance is another worker's, or at rest.
  void released(SessionState state) {
    count(state.link(), -1);
    state.departures().forEach(departure -> leaving.remove(departure.keyId()));
    state.link().linkedDevice().ifPresent(device -> paired.remove(device.keyId()));
  }

  void taken(SessionState before, SessionEvent event, Transition transition) {
    SessionState next = transition.next();
    if (!before.link().getClass().equals(next.link().getClass())) {
      count(before.link(), -1);
      count(next.link(), 1);
      pairing(before.link(), next.link());
    }
    if (event instanceof FromConnection(var connection, var happened)) {
      happened(before, connection, happened);
    }
    if (!before.departures().equals(next.departures())) {
      departures(before, next);
    }
  }

  private void count(Link link, int more) {
    sessions.get(link.getClass()).addAndGet(more);
  }

  private void pairing(Link before, Link next) {
    switch (next) {
      case Link.ShowingQr _ -> step("code_shown", "qr");
      case Link.ShowingPairingCode _ -> step("code_shown", "number");
      case Link.Confirming(_, var device) -> {
        paired.put(device.keyId(), clock.instant());
        step("scanned", before instanceof Link.ShowingPairingCode ? "number" : "qr");
      }
      case Link.Unlinked _ when before.beforePairing().isPresent() ->
          step("failed", before instanceof Link.ShowingPairingCode ? "number" : "qr");
      case Link _ -> {}
    }
  }

  private void step(String step, String by) {
    pairings(step, by).increment();
  }

  private Counter pairings(String step, String by) {
    return Counter.builder("linkfleet.pairings")
        .description("Pairings by how far they came: code_shown, scanned, failed")
        .tag("step", step)
        .tag("by", by)
        .register(meters);
  }

  private void happened(SessionState before, ConnectionId connection, WhatsAppEvent happened) {
    if (before.link().openConnection().filter(connection::equals).isPresent()) {
      ofLink(before.link(), happened);
    }
    for (Departure departure : before.departures()) {
      if (departure.openConnection().filter(connection::equals).isPresent()) {
        ofDeparting(before, departure, happened);
      }
    }
  }

  private void ofLink(Link link, WhatsAppEvent happened) {
    switch (link) {
      case Link.LoggingIn(_, var device, _) -> {
        login(happened);
        if (happened instanceof WhatsAppEvent.Online && paired.containsKey(device.keyId())) {
          pairingsOnline().record(Duration.between(paired.remove(device.keyId()), clock.instant()));
        }
      }
      case Link.Online _ -> ended(happened);
      case Link _ -> {}
    }
    if (happened instanceof WhatsAppEvent.DeviceUnlinked && link.linkedDevice().isPresent()) {
      unlinked("phone");
    }
  }

  private Timer pairingsOnline() {
    return Timer.builder("linkfleet.pairings.online")
        .description("Pairings that came to their end, from the scan until the device is online")
        .register(meters);
  }

  private void ofDeparting(SessionState before, Departure departure, WhatsAppEvent happened) {
    switch (departure.phase()) {
      case Departure.Connecting _ -> login(happened);
      case Departure.Unlinking _ -> asked(departure, happened);
      case Departure.BackingOff _ -> {}
    }
    if (happened instanceof WhatsAppEvent.DeviceUnlinked) {
      unlinked(before.link() instanceof Link.Deleted ? "delete" : "api");
    }
  }

  private void login(WhatsAppEvent happened) {
    switch (happened) {
      case WhatsAppEvent.Online() -> logins("online").increment();
      case WhatsAppEvent.LoginRefused(var refusal, _, _) ->
          logins("refused_" + lower(refusal)).increment();
      case WhatsAppEvent.DeviceUnlinked _ -> logins("refused_unlinked").increment();
      case WhatsAppEvent.Closed(var cause) -> logins(lower(cause)).increment();
      case WhatsAppEvent _ -> {}
    }
  }

  private Counter logins(String result) {
    return Counter.builder("linkfleet.logins")
        .description("Logins of linked devices, by what came of them")
        .tag("result", result)
        .register(meters);
  }

  private void ended(WhatsAppEvent happened) {
    switch (happened) {
      case WhatsAppEvent.Closed(var cause) -> connectionsEnded(lower(cause)).increment();
      case WhatsAppEvent.StreamReplaced() -> connectionsEnded("replaced").increment();
      case WhatsAppEvent.DeviceUnlinked _ -> connectionsEnded("unlinked").increment();
      case WhatsAppEvent _ -> {}
    }
  }

  private Counter connectionsEnded(String cause) {
    return Counter.builder("linkfleet.connections.ended")
        .description("Connections of devices that were online, by why they ended")
        .tag("cause", cause)
        .register(meters);
  }

  private void asked(Departure departure, WhatsAppEvent happened) {
    Leaving device = leaving.get(departure.keyId());
    if (device == null) {
      return;
    }
    switch (happened) {
      case WhatsAppEvent.DeviceUnlinked _ -> asked(device, "confirmed");
      case WhatsAppEvent.UnlinkFailed(var code) when code.isPresent() -> asked(device, "refused");
      case WhatsAppEvent.UnlinkFailed _ -> asked(device, "silent");
      case WhatsAppEvent.Closed _ -> asked(device, "cut");
      case WhatsAppEvent _ -> {}
    }
  }

  private void asked(Leaving device, String result) {
    unlinks(result).record(Duration.between(device.asked(), clock.instant()));
  }

  private Timer unlinks(String result) {
    return Timer.builder("linkfleet.unlinks")
        .description("Unlinks from being sent to WhatsApp until what came of them")
        .tag("result", result)
        .publishPercentileHistogram()
        .register(meters);
  }

  private void unlinked(String origin) {
    devicesUnlinked(origin).increment();
  }

  private Counter devicesUnlinked(String origin) {
    return Counter.builder("linkfleet.devices.unlinked")
        .description("Devices that are gone for certain, by who wanted it: api, delete, phone")
        .tag("origin", origin)
        .register(meters);
  }

  private void departures(SessionState before, SessionState next) {
    for (Departure was : before.departures()) {
      if (find(next, was.keyId()).isEmpty()) {
        leaving.remove(was.keyId());
      }
    }
    for (Departure is : next.departures()) {
      Optional<Departure> was = find(before, is.keyId());
      if (was.isEmpty()) {
        departing(is, clock.instant());
      } else if (isAsked(is) && !isAsked(was.get())) {
        leaving.computeIfPresent(
            is.keyId(), (_, device) -> new Leaving(device.since(), clock.instant()));
      }
    }
  }

  private static Optional<Departure> find(SessionState state, String keyId) {
    return state.departures().stream().filter(one -> one.keyId().equals(keyId)).findFirst();
  }

  private static boolean isAsked(Departure departure) {
    return departure.phase() instanceof Departure.Unlinking;
  }

  private void departing(Departure departure, Instant since) {
    leaving.put(departure.keyId(), new Leaving(since, clock.instant()));
  }

  private static String lower(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  static String snake(String camel) {
    return camel.replaceAll("([a-z])([A-Z])", "$1_$2").toLowerCase(Locale.ROOT);
  }
}
