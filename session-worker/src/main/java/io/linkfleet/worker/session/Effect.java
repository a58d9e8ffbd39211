package io.linkfleet.worker.session;

import io.linkfleet.contract.CommandId;
import io.linkfleet.contract.PhoneNumber;
import io.linkfleet.contract.Reply;
import io.linkfleet.worker.device.DeviceCredentials;
import java.time.Instant;
import java.util.Optional;

/// Something to do once a transition is taken. Carried out in the order written.
sealed interface Effect {

  /// Connect with fresh keys, to be paired: by a code to type if there is a number, else to scan.
  record Register(ConnectionId connection, Optional<PhoneNumber> number) implements Effect {}

  record Login(ConnectionId connection, DeviceCredentials device) implements Effect {}

  record ConfirmPairing(ConnectionId connection) implements Effect {}

  record SendUnlink(ConnectionId connection) implements Effect {}

  record Disconnect(ConnectionId connection) implements Effect {}

  /// [SessionEvent.RetryDue] with this ticket after the back-off of that many failed attempts, when
  /// the worker may make one more connection.
  record RetryAfter(int attempt, long ticket) implements Effect {}

  /// [SessionEvent.RetryDue] with this ticket when the worker may make one more connection: so that
  /// all who connect for the same reason do not do it at once.
  record AwaitTurn(long ticket) implements Effect {}

  /// Post the event at that time, or at once if it has passed.
  record Schedule(Instant at, SessionEvent event) implements Effect {}

  /// Exactly one per command.
  record Answer(CommandId id, Reply reply) implements Effect {}
}
