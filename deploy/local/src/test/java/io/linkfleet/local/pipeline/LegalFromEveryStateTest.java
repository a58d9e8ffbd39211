package io.linkfleet.local.pipeline;

import static io.linkfleet.local.pipeline.Circumstance.ONLINE;
import static io.linkfleet.local.pipeline.Circumstance.TEMPORARILY_BANNED;
import static io.linkfleet.local.pipeline.Expected.alreadyConnected;
import static io.linkfleet.local.pipeline.Expected.connectFailed;
import static io.linkfleet.local.pipeline.Expected.deleted;
import static io.linkfleet.local.pipeline.Expected.listed;
import static io.linkfleet.local.pipeline.Expected.loggedOut;
import static io.linkfleet.local.pipeline.Expected.logoutUnconfirmed;
import static io.linkfleet.local.pipeline.Expected.noSession;
import static io.linkfleet.local.pipeline.Expected.pairingCode;
import static io.linkfleet.local.pipeline.Expected.qrCode;
import static io.linkfleet.local.pipeline.Expected.reconnecting;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// Every call is legal from every state: the table of what it comes to. Where WhatsApp can't be
/// talked to, a logout is not confirmed, stays on record and is carried out once it can be.
class LegalFromEveryStateTest {
  private final FleetUnderTest fleet = FleetUnderTest.shared();

  private static Map<Call, Expected> expected(Circumstance circumstance) {
    return switch (circumstance) {
      case NEVER_LINKED, LOGGED_OUT, QR_PENDING, PAIRING_CODE_PENDING ->
          unlinked(loggedOut(), circumstance.rest());
      case REMOVED_ON_THE_PHONE -> unlinked(loggedOut().because("phone"), circumstance.rest());
      case LOGGING_IN, ONLINE -> withinReach(ONLINE.rest());
      case REPLACED -> withinReach(circumstance.rest());
      case BACKING_OFF, TEMPORARILY_BANNED, LOCKED, CLIENT_OUTDATED, BANNED ->
          outOfReach(circumstance.rest());
      case UNLINK_PENDING ->
          row(
              logoutUnconfirmed(),
              qrCode().pending(),
              pairingCode().pending(),
              noSession(circumstance.rest()).pending(),
              deleted(),
              listed(circumstance.rest()).pending());
    };
  }

  private static Map<Call, Expected> unlinked(Expected logout, Expected.Rest rest) {
    return row(logout, qrCode(), pairingCode(), noSession(rest), deleted(), listed(rest));
  }

  private static Map<Call, Expected> withinReach(Expected.Rest untouched) {
    return row(
        loggedOut(),
        alreadyConnected(),
        alreadyConnected(),
        reconnecting(ONLINE.rest()),
        deleted(),
        listed(untouched));
  }

  private static Map<Call, Expected> outOfReach(Expected.Rest rest) {
    return row(
        logoutUnconfirmed(),
        connectFailed(rest),
        connectFailed(rest),
        reconnecting(rest),
        deleted(),
        listed(rest));
  }

  /// In the order of [Call]: a cell that is missing is an error that names it.
  private static Map<Call, Expected> row(Expected... cells) {
    Map<Call, Expected> row = new EnumMap<>(Call.class);
    Iterator<Expected> next = List.of(cells).iterator();
    for (Call call : Call.values()) {
      assertThat(next.hasNext()).as("there is an expectation for " + call).isTrue();
      row.put(call, next.next());
    }
    return row;
  }

  @TestFactory
  Stream<DynamicContainer> theCallIsAnsweredAsTheTableSays() {
    return Stream.of(Circumstance.values())
        .map(circumstance -> dynamicContainer(circumstance.name(), cells(circumstance)));
  }

  private Stream<DynamicTest> cells(Circumstance circumstance) {
    Map<Call, Expected> expected = expected(circumstance);
    Supplier<Row.Seen> seen = once(() -> new Row(fleet, circumstance).play(expected));
    return Stream.concat(
        Stream.of(Call.values())
            .map(
                call ->
                    dynamicTest(
                        circumstance + " × " + call,
                        () -> check(circumstance, call, expected.get(call), seen.get()))),
        Stream.of(
            dynamicTest(
                circumstance + ": one unlink per device that leaves",
                () -> checkUnlinks(circumstance, seen.get().unlinks()))));
  }

  private static void check(
      Circumstance circumstance, Call call, Expected expected, Row.Seen seen) {
    Row.Cell cell = seen.cells().get(call);
    String where = circumstance + " × " + call + ": " + cell.answer().body();
    assertThat(cell.answer().status()).as(where).isEqualTo(expected.status());
    assertThat(message(cell.answer())).as(where).isEqualTo(expected.message());
    assertThat(cell.after()).as("state after " + where).isEqualTo(expected.after());
    assertThat(cell.hasEnd())
        .as("an end of the reason is known after " + where)
        .isEqualTo(cell.after().equals(TEMPORARILY_BANNED.rest()));
    assertThat(cell.pending()).as("pending after " + where).isEqualTo(expected.unlinkPending());
    if (call == Call.LOGOUT && expected.status() == 200) {
      assertThat(cell.devicesAtAnswer()).as("devices when 200 came, " + where).isZero();
    }
    assertThat(seen.devicesInTheEnd().get(call))
        .as("devices in the end, " + where)
        .isEqualTo(leaves(circumstance, call) || !circumstance.hasDevice() ? 0 : 1);
  }

  private static void checkUnlinks(Circumstance circumstance, Row.Unlinks unlinks) {
    long leaving = Stream.of(Call.values()).filter(call -> leaves(circumstance, call)).count();
    assertThat(unlinks.done()).as("devices removed").isEqualTo(leaving);
    if (circumstance != Circumstance.UNLINK_PENDING) {
      assertThat(unlinks.received()).as("unlinks received").isEqualTo(leaving);
    }
  }

  private static boolean leaves(Circumstance circumstance, Call call) {
    return circumstance == Circumstance.UNLINK_PENDING
        || (circumstance.hasDevice() && (call == Call.LOGOUT || call == Call.DELETE));
  }

  private static String message(Response answer) {
    return answer.status() == 200
        ? answer.json().path("message").asString()
        : answer.json().at("/error/message").asString();
  }

  /// Played by the first cell that asks; a row that can't be played fails every cell.
  private static Supplier<Row.Seen> once(Supplier<Row.Seen> play) {
    Row.Seen[] played = new Row.Seen[1];
    return () -> {
      if (played[0] == null) {
        played[0] = play.get();
      }
      return played[0];
    };
  }
}
