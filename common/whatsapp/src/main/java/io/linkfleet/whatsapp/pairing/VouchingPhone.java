package io.linkfleet.whatsapp.pairing;

import com.google.protobuf.ByteString;
import io.linkfleet.whatsapp.crypto.KeyPair;
import io.linkfleet.whatsapp.crypto.PublicKey;
import io.linkfleet.whatsapp.proto.ADVDeviceIdentity;
import io.linkfleet.whatsapp.proto.ADVSignedDeviceIdentity;
import io.linkfleet.whatsapp.proto.ADVSignedDeviceIdentityHMAC;
import java.security.SecureRandom;
import java.time.Instant;

/// The phone's side: states, signed with the account's identity key, that a companion device
/// belongs to the account.
public final class VouchingPhone {
  private final KeyPair accountIdentity;
  private final int rawId;
  private final SecureRandom random;

  /// `rawId` is a number the phone chose for its account once.
  public VouchingPhone(KeyPair accountIdentity, int rawId, SecureRandom random) {
    this.accountIdentity = accountIdentity;
    this.rawId = rawId;
    this.random = random;
  }

  /// The serialized `ADVSignedDeviceIdentityHMAC` for `pair-success`. `keyIndex` counts the
  /// account's companion devices.
  public byte[] vouchFor(
      PublicKey companionIdentity, byte[] advSecret, int keyIndex, Instant at, Hosting hosting) {
    AdvSecret.requireValid(advSecret);
    byte[] details =
        ADVDeviceIdentity.newBuilder()
            .setRawId(rawId)
            .setTimestamp(at.getEpochSecond())
            .setKeyIndex(keyIndex)
            .setAccountType(hosting.type())
            .setDeviceType(hosting.type())
            .build()
            .toByteArray();
    byte[] toSign = AdvBytes.accountSigned(hosting.type(), details, companionIdentity);
    byte[] statement =
        ADVSignedDeviceIdentity.newBuilder()
            .setDetails(ByteString.copyFrom(details))
            .setAccountSignatureKey(ByteString.copyFrom(accountIdentity.publicKey().toBytes()))
            .setAccountSignature(ByteString.copyFrom(accountIdentity.sign(toSign, random)))
            .build()
            .toByteArray();
    return ADVSignedDeviceIdentityHMAC.newBuilder()
        .setDetails(ByteString.copyFrom(statement))
        .setHmac(ByteString.copyFrom(AdvBytes.hmac(advSecret, hosting.type(), statement)))
        .setAccountType(hosting.type())
        .build()
        .toByteArray();
  }
}
