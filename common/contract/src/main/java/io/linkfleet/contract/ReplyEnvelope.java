package io.linkfleet.contract;

import java.util.Objects;

/// A reply on its way back to whoever waits for the command of this id.
public record ReplyEnvelope(CommandId id, InstanceId instance, Reply reply) {
  public ReplyEnvelope {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(instance, "instance");
    Objects.requireNonNull(reply, "reply");
  }
}
