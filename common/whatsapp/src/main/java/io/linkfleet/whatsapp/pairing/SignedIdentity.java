package io.linkfleet.whatsapp.pairing;

import com.google.protobuf.InvalidProtocolBufferException;
import io.linkfleet.whatsapp.crypto.PublicKey;
import io.linkfleet.whatsapp.proto.ADVDeviceIdentity;
import io.linkfleet.whatsapp.proto.ADVSignedDeviceIdentity;

/// The statement with both signatures on it: the phone's and the companion's.
public final class SignedIdentity {
  private final ADVSignedDeviceIdentity identity;
  private final int keyIndex;

  SignedIdentity(ADVSignedDeviceIdentity identity, int keyIndex) {
    this.identity = identity;
    this.keyIndex = keyIndex;
  }

  /// Reads [#toBytes] back. Throws [IllegalArgumentException] if it is something else.
  public static SignedIdentity parse(byte[] stored) {
    try {
      ADVSignedDeviceIdentity identity = ADVSignedDeviceIdentity.parseFrom(stored);
      if (!identity.hasAccountSignatureKey() || !identity.hasDeviceSignature()) {
        throw new IllegalArgumentException("a signed identity lacks a key or a signature");
      }
      return new SignedIdentity(
          identity, ADVDeviceIdentity.parseFrom(identity.getDetails()).getKeyIndex());
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalArgumentException("not a signed identity", e);
    }
  }

  /// Whether a companion confirmed with these bytes, those of [#confirmation]: the device signature
  /// is made for this account key by this companion, and the account key itself is left out.
  /// This is what a server checks in `pair-device-sign`.
  public static boolean isConfirmation(
      byte[] received, PublicKey companionIdentity, PublicKey accountKey) {
    try {
      ADVSignedDeviceIdentity identity = ADVSignedDeviceIdentity.parseFrom(received);
      byte[] signed =
          AdvBytes.deviceSigned(identity.getDetails().toByteArray(), companionIdentity, accountKey);
      return !identity.hasAccountSignatureKey()
          && companionIdentity.verifies(signed, identity.getDeviceSignature().toByteArray());
    } catch (InvalidProtocolBufferException e) {
      return false;
    }
  }

  /// Everything, for storing: a serialized `ADVSignedDeviceIdentity`.
  public byte[] toBytes() {
    return identity.toByteArray();
  }

  /// What goes back to the server in `pair-device-sign`: everything but the account's key.
  public byte[] confirmation() {
    return identity.toBuilder().clearAccountSignatureKey().build().toByteArray();
  }

  /// Which of the account's companion devices this is, `key-index` of the answer.
  public int keyIndex() {
    return keyIndex;
  }

  /// The identity key of the account, that is, of its phone.
  public PublicKey accountKey() {
    return PublicKey.of(identity.getAccountSignatureKey().toByteArray());
  }

  @Override
  public String toString() {
    return "SignedIdentity[keyIndex=" + keyIndex + "]";
  }
}
