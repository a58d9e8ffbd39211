package io.linkfleet.worker.session;

import io.linkfleet.contract.CommandId;
import io.linkfleet.contract.InstanceStatus;
import io.linkfleet.contract.Standing;
import io.linkfleet.worker.device.StoredDevices;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// All that a session knows: the link, the departing devices, who waits for what, the logouts that
/// have had their device under earlier owners, the standing that the registry holds, whether that
/// is in doubt since a write failed that may have been carried out, and the last serial given to a
/// connection or a timer.
record SessionState(
    Link link,
    List<Departure> departures,
    List<Waiter> connects,
    List<Waiter> logouts,
    Set<CommandId> carriedOut,
    Standing recorded,
    boolean inDoubt,
    long serial) {

  SessionState {
    departures = List.copyOf(departures);
    connects = List.copyOf(connects);
    logouts = List.copyOf(logouts);
    carriedOut = Set.copyOf(carriedOut);
  }

  /// As an owner finds the instance in the registry: everything still to be connected.
  static SessionState restored(StoredDevices stored) {
    List<Departure> departures =
        stored.departing().stream()
            .map(leaving -> new Departure(leaving, new Departure.BackingOff(0, 0)))
            .toList();
    return new SessionState(
        restoredLink(stored),
        departures,
        List.of(),
        List.of(),
        stored.logouts(),
        stored.standing(),
        false,
        0);
  }

  private static Link restoredLink(StoredDevices stored) {
    if (stored.deleted()) {
      return new Link.Deleted();
    }
    return stored
        .current()
        .<Link>map(linked -> new Link.BackingOff(linked, 0, 0))
        .orElseGet(
            () -> new Link.Unlinked(stored.standing().status() == InstanceStatus.LOGGED_OUT));
  }

  /// Whether the session would change nothing if it were dropped and loaded again.
  boolean isIdle() {
    return (link instanceof Link.Unlinked || link instanceof Link.Deleted)
        && departures.isEmpty()
        && connects.isEmpty()
        && logouts.isEmpty()
        && !inDoubt;
  }

  /// Of whatever has failed most often in a row: the link, or a departing device.
  int failedAttempts() {
    int ofLink =
        switch (link) {
          case Link.LoggingIn(_, _, int attempt) -> attempt;
          case Link.BackingOff(_, int attempt, _) -> attempt;
          case Link _ -> 0;
        };
    return departures.stream().mapToInt(Departure::attempt).reduce(ofLink, Math::max);
  }

  ConnectionId lastConnection() {
    return new ConnectionId(serial);
  }

  /// The next serial is taken: [#serial] of the result is fresh.
  SessionState withFreshSerial() {
    return new SessionState(
        link, departures, connects, logouts, carriedOut, recorded, inDoubt, serial + 1);
  }

  SessionState with(Link next) {
    return new SessionState(
        next, departures, connects, logouts, carriedOut, recorded, inDoubt, serial);
  }

  SessionState withDeparture(Departure added) {
    List<Departure> all = new ArrayList<>(departures);
    all.add(added);
    return new SessionState(link, all, connects, logouts, carriedOut, recorded, inDoubt, serial);
  }

  SessionState withPhase(Departure departure, Departure.Phase phase) {
    List<Departure> all =
        departures.stream().map(one -> one.equals(departure) ? one.in(phase) : one).toList();
    return new SessionState(link, all, connects, logouts, carriedOut, recorded, inDoubt, serial);
  }

  SessionState without(Departure departure) {
    List<Departure> rest = departures.stream().filter(one -> !one.equals(departure)).toList();
    return new SessionState(link, rest, connects, logouts, carriedOut, recorded, inDoubt, serial);
  }

  SessionState withConnects(List<Waiter> waiters) {
    return new SessionState(
        link, departures, waiters, logouts, carriedOut, recorded, inDoubt, serial);
  }

  SessionState withLogouts(List<Waiter> waiters) {
    return new SessionState(
        link, departures, connects, waiters, carriedOut, recorded, inDoubt, serial);
  }

  SessionState recordedAs(Standing standing) {
    return new SessionState(
        link, departures, connects, logouts, carriedOut, standing, false, serial);
  }

  /// The registry may hold another standing than the recorded one.
  SessionState doubted() {
    return new SessionState(
        link, departures, connects, logouts, carriedOut, recorded, true, serial);
  }

  static List<Waiter> plus(List<Waiter> waiters, Waiter added) {
    List<Waiter> all = new ArrayList<>(waiters);
    all.add(added);
    return all;
  }
}
