package io.linkfleet.gateway.events;

import io.linkfleet.contract.InstanceId;
import io.linkfleet.contract.InstanceName;
import io.linkfleet.gateway.instance.InstanceJson;
import io.linkfleet.registry.InstanceRecord;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import tools.jackson.databind.json.JsonMapper;

/// An instance as pages are shown it, with the digests it adds to a [Tally]. Not changed once made.
final class Shown {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final InstanceId id;
  private final InstanceName name;
  private final Instant stateSince;
  private final boolean unlinkPending;
  private final byte[] json;
  private final int nameDigest;
  private final int digest;

  Shown(InstanceRecord instance) {
    id = instance.id();
    name = instance.name();
    stateSince = instance.stateSince();
    unlinkPending = instance.unlinkPending();
    json = JSON.writeValueAsBytes(InstanceJson.of(instance));
    nameDigest = digest((id + " " + name.value()).getBytes(StandardCharsets.US_ASCII));
    digest = digest(json);
  }

  private static int digest(byte[] bytes) {
    try {
      return ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(bytes)).getInt();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  InstanceId id() {
    return id;
  }

  InstanceName name() {
    return name;
  }

  Instant stateSince() {
    return stateSince;
  }

  boolean unlinkPending() {
    return unlinkPending;
  }

  byte[] json() {
    return json;
  }

  int nameDigest() {
    return nameDigest;
  }

  int digest() {
    return digest;
  }

  boolean looksLike(Shown other) {
    return digest == other.digest && nameDigest == other.nameDigest;
  }
}
