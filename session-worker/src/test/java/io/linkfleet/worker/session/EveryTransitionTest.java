package io.linkfleet.worker.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkfleet.contract.CommandId;
import io.linkfleet.worker.session.Effect.Answer;
import io.linkfleet.worker.session.Effect.Disconnect;
import io.linkfleet.worker.session.Effect.Login;
import io.linkfleet.worker.session.Effect.Register;
import io.linkfleet.worker.session.SessionEvent.CommandReceived;
import io.linkfleet.worker.session.SessionEvent.FromConnection;
import io.linkfleet.worker.session.SessionEvent.Released;
import io.linkfleet.worker.whatsapp.WhatsAppEvent.Closed;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Every state meets everything that can happen. What moves it where stands in the tables beside
/// this class, `link-moves.txt` and `departure-moves.txt`, a line `from | to | what`: a move that
/// is missing there, and one that is not made, fail by name. What does not stand there leaves the
/// state what it is.
class EveryTransitionTest {

  @Test
  void ofTheLinkStandsInTheTable() throws IOException {
    List<String> moves = new ArrayList<>();
    for (Circumstance from : Circumstance.values()) {
      moves.addAll(moves(from.name(), from.story().state(), state -> state.link().name()));
    }
    assertThat(moves).containsExactlyInAnyOrderElementsOf(table("link-moves.txt"));
  }

  @Test
  void ofADepartingDeviceStandsInTheTable() throws IOException {
    List<String> moves = new ArrayList<>();
    for (Leaving from : Leaving.values()) {
      moves.addAll(moves(from.name(), from.story().state(), EveryTransitionTest::phase));
    }
    assertThat(moves).containsExactlyInAnyOrderElementsOf(table("departure-moves.txt"));
  }

  @Test
  void startsFromEveryState() {
    Set<Class<?>> visited = new HashSet<>();
    for (Circumstance from : Circumstance.values()) {
      visited.add(from.story().link().getClass());
    }
    for (Leaving from : Leaving.values()) {
      Departure.Phase phase = from.story().state().departures().getFirst().phase();
      assertThat(phase).isInstanceOf(from.phase);
      visited.add(phase.getClass());
    }
    assertThat(visited)
        .contains(Link.class.getPermittedSubclasses())
        .contains(Departure.Phase.class.getPermittedSubclasses());
  }

  @Test
  void isTriedWithEveryKindOfEvent() {
    Stream<SessionEvent> events = Happening.in(new ConnectionId(1), 1).values().stream();
    assertThat(events.flatMap(Happening::kindsOf)).containsAll(Happening.kinds());
  }

  /// No connection is forgotten while it is open or expected when it is not; no caller is forgotten
  /// or answered twice.
  @TestFactory
  Stream<DynamicTest> keepsCountOfConnectionsAndCallers() {
    Stream<Map.Entry<String, Story>> links =
        Stream.of(Circumstance.values()).map(from -> Map.entry(from.name(), from.story()));
    Stream<Map.Entry<String, Story>> departures =
        Stream.of(Leaving.values()).map(from -> Map.entry("LEAVING_" + from, from.story()));
    return Stream.concat(links, departures)
        .map(from -> DynamicTest.dynamicTest(from.getKey(), () -> keepsCount(from.getValue())));
  }

  private static void keepsCount(Story story) {
    SessionState state = story.state();
    happenings(state)
        .forEach(
            (what, event) -> {
              Transition transition = SessionMachine.on(state, event, Story.START);
              assertThat(connectionsAfter(state, event, transition))
                  .as("connections after " + what)
                  .isEqualTo(event instanceof Released ? Set.of() : open(transition.next()));
              assertThat(callersAfter(state, event, transition))
                  .as("callers after " + what)
                  .containsExactlyInAnyOrderElementsOf(callers(transition.next()));
            });
  }

  private static Set<ConnectionId> connectionsAfter(
      SessionState before, SessionEvent event, Transition transition) {
    Set<ConnectionId> open = open(before);
    if (event instanceof FromConnection(var connection, Closed _)) {
      open.remove(connection);
    }
    for (Effect effect : transition.effects()) {
      switch (effect) {
        case Login(var connection, _) -> assertThat(open.add(connection)).isTrue();
        case Register(var connection, _) -> assertThat(open.add(connection)).isTrue();
        case Disconnect(var connection) -> open.remove(connection);
        case Effect _ -> {}
      }
    }
    return open;
  }

  private static List<CommandId> callersAfter(
      SessionState before, SessionEvent event, Transition transition) {
    List<CommandId> waiting = callers(before);
    if (event instanceof CommandReceived(var id, _, _)) {
      waiting.add(id);
    }
    for (Effect effect : transition.effects()) {
      if (effect instanceof Answer(var id, _)) {
        assertThat(waiting.remove(id)).as("answered once").isTrue();
      }
    }
    return waiting;
  }

  private static Set<ConnectionId> open(SessionState state) {
    Set<ConnectionId> open = new HashSet<>();
    state.link().openConnection().ifPresent(open::add);
    state.departures().forEach(one -> one.openConnection().ifPresent(open::add));
    return open;
  }

  private static List<CommandId> callers(SessionState state) {
    List<CommandId> callers = new ArrayList<>();
    state.connects().forEach(waiter -> callers.add(waiter.id()));
    state.logouts().forEach(waiter -> callers.add(waiter.id()));
    return callers;
  }

  /// One line for each place it moves to. Variants of a kind that all lead there are named by it.
  private static List<String> moves(
      String name, SessionState state, Function<SessionState, String> place) {
    Map<String, Map<String, String>> targets = new LinkedHashMap<>();
    happenings(state)
        .forEach(
            (what, event) ->
                targets
                    .computeIfAbsent(kind(what), _ -> new LinkedHashMap<>())
                    .put(what, place.apply(SessionMachine.on(state, event, Story.START).next())));
    Map<String, Set<String>> causes = new LinkedHashMap<>();
    targets.forEach(
        (kind, variants) -> {
          boolean alike = Set.copyOf(variants.values()).size() == 1;
          variants.forEach(
              (what, to) ->
                  causes.computeIfAbsent(to, _ -> new LinkedHashSet<>()).add(alike ? kind : what));
        });
    causes.remove(place.apply(state));
    return causes.entrySet().stream()
        .map(move -> name + " | " + move.getKey() + " | " + String.join(", ", move.getValue()))
        .toList();
  }

  private static String kind(String what) {
    int detail = what.indexOf('(');
    return detail < 0 ? what : what.substring(0, detail);
  }

  private static Map<String, SessionEvent> happenings(SessionState state) {
    ConnectionId connection = open(state).stream().findFirst().orElseGet(state::lastConnection);
    return Happening.in(connection, state.serial());
  }

  private static String phase(SessionState state) {
    return state.departures().isEmpty()
        ? "gone"
        : state.departures().getFirst().phase().getClass().getSimpleName();
  }

  private static List<String> table(String name) throws IOException {
    try (InputStream table = EveryTransitionTest.class.getResourceAsStream(name)) {
      return new String(table.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    }
  }
}
