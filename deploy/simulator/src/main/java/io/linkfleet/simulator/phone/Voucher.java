package io.linkfleet.simulator.phone;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.linkfleet.simulator.fault.Faults;
import io.linkfleet.whatsapp.crypto.KeyPair;
import io.linkfleet.whatsapp.crypto.PublicKey;
import io.linkfleet.whatsapp.pairing.Hosting;
import io.linkfleet.whatsapp.pairing.SignedIdentity;
import io.linkfleet.whatsapp.pairing.VouchingPhone;
import io.linkfleet.whatsapp.proto.ADVSignedDeviceIdentity;
import io.linkfleet.whatsapp.proto.ADVSignedDeviceIdentityHMAC;
import java.security.SecureRandom;
import java.time.Instant;

/// A phone's signed word that a companion belongs to its account, and the server's check of the
/// companion's counter-signature.
public final class Voucher {
  private final PublicKey accountKey;
  private final PublicKey companion;
  private final int keyIndex;
  private final ByteString sealed;

  private Voucher(PublicKey accountKey, PublicKey companion, int keyIndex, byte[] sealed) {
    this.accountKey = accountKey;
    this.companion = companion;
    this.keyIndex = keyIndex;
    this.sealed = ByteString.copyFrom(sealed);
  }

  /// Signs for the companion with this identity key, under the secret of the code it showed.
  /// Faults may spoil the result.
  public static Voucher issue(
      KeyPair account,
      Companion companion,
      int keyIndex,
      Instant now,
      Faults faults,
      SecureRandom random) {
    int rawId = random.nextInt(1, Integer.MAX_VALUE);
    byte[] secret = companion.advSecret().toByteArray();
    byte[] sealed =
        new VouchingPhone(account, rawId, random)
            .vouchFor(companion.identity(), secret, keyIndex, now, Hosting.END_TO_END);
    return new Voucher(
        account.publicKey(),
        companion.identity(),
        keyIndex,
        Tampering.spoil(sealed, secret, faults));
  }

  /// The content of pair-success' `device-identity`.
  public byte[] sealed() {
    return sealed.toByteArray();
  }

  /// Whether the companion's `pair-device-sign` answers this voucher: the same details and account
  /// signature, the account key left out, a device signature of its own, and the right key index.
  public boolean isConfirmedBy(byte[] signedIdentity, String claimedKeyIndex) {
    return claimedKeyIndex.equals(Integer.toString(keyIndex))
        && isAboutThis(signedIdentity)
        && SignedIdentity.isConfirmation(signedIdentity, companion, accountKey);
  }

  private boolean isAboutThis(byte[] signedIdentity) {
    try {
      ADVSignedDeviceIdentity confirmed = ADVSignedDeviceIdentity.parseFrom(signedIdentity);
      ADVSignedDeviceIdentity issued =
          ADVSignedDeviceIdentity.parseFrom(
              ADVSignedDeviceIdentityHMAC.parseFrom(sealed).getDetails());
      return confirmed.getDetails().equals(issued.getDetails())
          && confirmed.getAccountSignature().equals(issued.getAccountSignature());
    } catch (InvalidProtocolBufferException e) {
      return false;
    }
  }
}
