package io.linkfleet.registry;

import io.linkfleet.contract.InstanceId;
import java.util.Objects;

/// The events of one instance that are not known to be published, as its owner sees them.
public record EventQueue(Fence fence, InstanceId instance) {
  public EventQueue {
    Objects.requireNonNull(fence, "fence");
    Objects.requireNonNull(instance, "instance");
  }
}
