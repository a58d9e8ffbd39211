package io.linkfleet.gateway.dispatch;

import io.linkfleet.contract.Reply;

/// What became of a command, as far as its gateway knows.
public sealed interface Outcome {
  record Answered(Reply reply) implements Outcome {}

  record Unanswered(Reason reason) implements Outcome {}

  /// Why there is no reply. Only after the last four can the command still have been carried out.
  enum Reason {
    /// The gateway does not yet know where its replies will come, or has no broker yet.
    NOT_READY,
    /// As many commands as may be are awaited already.
    TOO_MANY_IN_FLIGHT,
    /// The broker did not confirm that it has the command.
    NOT_PUBLISHED,
    /// A reply of a kind, or with a reason, that this gateway's version does not know.
    NOT_UNDERSTOOD,
    /// No reply before this gateway stopped.
    STOPPING,
    /// No reply before the deadline.
    DEADLINE_PASSED
  }
}
