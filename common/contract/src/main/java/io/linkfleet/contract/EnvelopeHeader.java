package io.linkfleet.contract;

import java.util.Objects;
import java.util.OptionalInt;

/// What is the same in envelopes of every version: which command it is about, whose, and in a
/// command the partition of [Topics#REPLIES] on which it is answered.
public record EnvelopeHeader(CommandId id, InstanceId instance, OptionalInt replyPartition) {
  public EnvelopeHeader {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(instance, "instance");
    if (replyPartition.orElse(0) < 0) {
      throw new IllegalArgumentException("a partition is not negative: " + replyPartition);
    }
  }
}
