package io.linkfleet.contract;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/// Something that happened to an instance. `sequence` counts the events of an instance from 1
/// without gaps; one that comes twice has the same sequence and the same id.
public record InstanceEvent(
    InstanceId instance,
    long sequence,
    AccountId account,
    InstanceName name,
    Kind kind,
    Standing standing,
    Instant at) {

  public InstanceEvent {
    Objects.requireNonNull(instance, "instance");
    Objects.requireNonNull(account, "account");
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(standing, "standing");
    Objects.requireNonNull(at, "at");
    if (sequence < 1) {
      throw new IllegalArgumentException("sequences begin at 1: " + sequence);
    }
  }

  public String id() {
    return instance.value() + "-" + sequence;
  }

  public Optional<Instant> until() {
    return standing.until();
  }

  /// What kind of thing happened. The wire name is the contract with receivers.
  public enum Kind {
    /// The instance is in a state, or in it for a reason, that it was not in before.
    STATE("instance.state"),
    /// A device of the instance is unlinked for certain and its keys are erased: once per device.
    LOGGED_OUT("instance.logged_out");

    private final String wireName;

    Kind(String wireName) {
      this.wireName = wireName;
    }

    public String wireName() {
      return wireName;
    }

    /// Throws [IllegalArgumentException] for a name that is none of ours.
    public static Kind ofWireName(String wireName) {
      for (Kind kind : values()) {
        if (kind.wireName.equals(wireName)) {
          return kind;
        }
      }
      throw new IllegalArgumentException("unknown event type");
    }
  }
}
