package io.linkfleet.contract;

import java.time.Instant;
import java.util.Objects;

/// A command on its way: who it is for, until when its caller waits, and the partition of
/// [Topics#REPLIES] on which that caller's gateway listens.
public record CommandEnvelope(
    CommandId id, InstanceId instance, Command command, Instant deadline, int replyPartition) {
  public CommandEnvelope {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(instance, "instance");
    Objects.requireNonNull(command, "command");
    Objects.requireNonNull(deadline, "deadline");
    if (replyPartition < 0) {
      throw new IllegalArgumentException("a partition is not negative: " + replyPartition);
    }
  }
}
