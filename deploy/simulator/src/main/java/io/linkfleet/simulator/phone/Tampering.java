package io.linkfleet.simulator.phone;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.linkfleet.simulator.fault.Fault;
import io.linkfleet.simulator.fault.Faults;
import io.linkfleet.whatsapp.crypto.Sha256;
import io.linkfleet.whatsapp.proto.ADVSignedDeviceIdentity;
import io.linkfleet.whatsapp.proto.ADVSignedDeviceIdentityHMAC;

/// Spoils what a phone vouches with, one bit of it, as the faults in force ask.
final class Tampering {
  private static final int SPOILT_BYTE = 5;

  private Tampering() {}

  static byte[] spoil(byte[] sealed, byte[] advSecret, Faults faults) {
    try {
      ADVSignedDeviceIdentityHMAC identity = ADVSignedDeviceIdentityHMAC.parseFrom(sealed);
      if (faults.has(Fault.TAMPER_SIGNATURE)) {
        identity = withSpoiltSignature(identity, advSecret);
      }
      if (faults.has(Fault.TAMPER_HMAC)) {
        identity = identity.toBuilder().setHmac(flipped(identity.getHmac())).build();
      }
      return identity.toByteArray();
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException("what was just written can't be read", e);
    }
  }

  /// The HMAC is made anew, so that nothing but the signature is wrong.
  private static ADVSignedDeviceIdentityHMAC withSpoiltSignature(
      ADVSignedDeviceIdentityHMAC identity, byte[] advSecret)
      throws InvalidProtocolBufferException {
    ADVSignedDeviceIdentity signed = ADVSignedDeviceIdentity.parseFrom(identity.getDetails());
    ByteString spoilt =
        signed.toBuilder()
            .setAccountSignature(flipped(signed.getAccountSignature()))
            .build()
            .toByteString();
    byte[] hmac = Sha256.hmac(advSecret, spoilt.toByteArray());
    return identity.toBuilder().setDetails(spoilt).setHmac(ByteString.copyFrom(hmac)).build();
  }

  private static ByteString flipped(ByteString bytes) {
    byte[] copy = bytes.toByteArray();
    copy[SPOILT_BYTE] ^= 1;
    return ByteString.copyFrom(copy);
  }
}
