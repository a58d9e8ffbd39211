package io.linkfleet.worker.session;

import io.linkfleet.contract.Command;
import io.linkfleet.contract.CommandId;
import io.linkfleet.worker.whatsapp.WhatsAppEvent;
import java.time.Instant;

/// Whatever enters a session's mailbox.
sealed interface SessionEvent {

  /// A caller's wish. Delivered at least once.
  record CommandReceived(CommandId id, Command command, Instant deadline) implements SessionEvent {}

  /// The owner has loaded the instance and its turn to connect has come.
  record Activated() implements SessionEvent {}

  record FromConnection(ConnectionId connection, WhatsAppEvent event) implements SessionEvent {}

  /// The timer with this ticket ran out.
  record RetryDue(long ticket) implements SessionEvent {}

  /// A newer version of the client is known than the one that WhatsApp refused.
  record ClientVersionChanged() implements SessionEvent {}

  /// The caller of this command waits no longer.
  record DeadlinePassed(CommandId id) implements SessionEvent {}

  /// A write failed a while ago, and nobody comes again with what it was for.
  record StandingDoubted() implements SessionEvent {}

  /// The partition has, or is about to have, another owner.
  record Released() implements SessionEvent {}

  /// What the event made necessary could not be stored, so nothing of it was done.
  record WriteFailed(SessionEvent cause) implements SessionEvent {}
}
