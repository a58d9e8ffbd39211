package io.linkfleet.gateway.events;

import io.linkfleet.contract.InstanceId;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.Optional;

/// What a page shows, in a few bytes: a digest of which instances there are, and one of how they
/// are for each of sixteen groups of them. Two tallies tell which groups differ. Sums, so that one
/// instance more, less or otherwise costs the same whatever their number.
final class Tally {
  private static final int GROUPS = 16;
  private static final int BYTES = (1 + GROUPS) * Integer.BYTES;

  private int names;
  private final int[] groups = new int[GROUPS];

  void add(Shown instance) {
    names += instance.nameDigest();
    groups[group(instance.id())] += instance.digest();
  }

  void remove(Shown instance) {
    names -= instance.nameDigest();
    groups[group(instance.id())] -= instance.digest();
  }

  private static int group(InstanceId instance) {
    return Character.digit(instance.value().charAt(0), GROUPS);
  }

  boolean hasTheInstancesOf(Tally other) {
    return names == other.names;
  }

  /// Whether the instance, and those of its group, are in both as they are.
  boolean agreesOn(InstanceId instance, Tally other) {
    int group = group(instance);
    return groups[group] == other.groups[group];
  }

  /// As the id of an event.
  String id() {
    ByteBuffer bytes = ByteBuffer.allocate(BYTES).putInt(names);
    for (int group : groups) {
      bytes.putInt(group);
    }
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array());
  }

  /// Empty for a text that is no id of ours.
  static Optional<Tally> ofId(String id) {
    try {
      byte[] bytes = Base64.getUrlDecoder().decode(id);
      return bytes.length == BYTES ? Optional.of(read(ByteBuffer.wrap(bytes))) : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static Tally read(ByteBuffer bytes) {
    Tally tally = new Tally();
    tally.names = bytes.getInt();
    for (int group = 0; group < GROUPS; group++) {
      tally.groups[group] = bytes.getInt();
    }
    return tally;
  }
}
