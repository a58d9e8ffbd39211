package io.linkfleet.worker.device;

import io.linkfleet.whatsapp.node.Jid;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Optional;

/// Everything a linked device needs to log in again. `jid` names the device itself, not only the
/// account; `nextPreKeyId` is the lowest id never uploaded; `signedIdentity` is the full
/// ADVSignedDeviceIdentity, both keys and both signatures in it.
public record DeviceCredentials(
    PairingKeys keys,
    Jid jid,
    Optional<Jid> lid,
    String platform,
    Optional<String> businessName,
    SecretBytes signedIdentity,
    int nextPreKeyId,
    Optional<SecretBytes> routingInfo) {

  public DeviceCredentials {
    Objects.requireNonNull(keys, "keys");
    Objects.requireNonNull(lid, "lid");
    Objects.requireNonNull(platform, "platform");
    Objects.requireNonNull(businessName, "businessName");
    Objects.requireNonNull(signedIdentity, "signedIdentity");
    Objects.requireNonNull(routingInfo, "routingInfo");
    if (jid.device() == 0) {
      throw new IllegalArgumentException("a companion device has a device number above 0");
    }
    if (nextPreKeyId < 1 || nextPreKeyId > 0xFFFFFF) {
      throw new IllegalArgumentException("a pre-key id has 24 bits and is not 0");
    }
  }

  /// Tells this device from any other the instance had or will have; no secret. The first 16 bytes
  /// of the SHA-256 of the noise public key, in hex.
  public String keyId() {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(keys.noise().publicKey().toBytes());
      return HexFormat.of().formatHex(hash, 0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-256 is part of the JDK", e);
    }
  }

  public DeviceCredentials withLid(Jid newLid) {
    return new DeviceCredentials(
        keys,
        jid,
        Optional.of(newLid),
        platform,
        businessName,
        signedIdentity,
        nextPreKeyId,
        routingInfo);
  }

  public DeviceCredentials withNextPreKeyId(int next) {
    return new DeviceCredentials(
        keys, jid, lid, platform, businessName, signedIdentity, next, routingInfo);
  }

  public DeviceCredentials withRoutingInfo(SecretBytes info) {
    return new DeviceCredentials(
        keys, jid, lid, platform, businessName, signedIdentity, nextPreKeyId, Optional.of(info));
  }

  @Override
  public String toString() {
    return "DeviceCredentials[" + keyId() + ", " + jid + "]";
  }
}
