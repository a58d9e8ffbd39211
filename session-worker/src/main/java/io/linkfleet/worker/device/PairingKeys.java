package io.linkfleet.worker.device;

import io.linkfleet.whatsapp.crypto.KeyPair;
import io.linkfleet.whatsapp.crypto.PublicKey;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.Objects;

/// The keys a device is born with. Made for one pairing, used for that device only.
///
/// The signed pre-key's signature is XEdDSA by the identity key over `05 || public`. One-time
/// pre-keys are not stored: each is derived from `preKeySeed` and its id, so that linking an
/// instance costs its registry entry 32 bytes instead of 28 kB.
public record PairingKeys(
    KeyPair noise,
    KeyPair identity,
    int registrationId,
    int signedPreKeyId,
    KeyPair signedPreKey,
    SecretBytes signedPreKeySignature,
    SecretBytes advSecret,
    SecretBytes preKeySeed) {

  private static final byte KEY_TYPE = 5;
  private static final int LARGEST_REGISTRATION_ID = 0x3FFF;

  public PairingKeys {
    Objects.requireNonNull(noise, "noise");
    Objects.requireNonNull(identity, "identity");
    Objects.requireNonNull(signedPreKey, "signedPreKey");
    if (registrationId < 1 || registrationId > LARGEST_REGISTRATION_ID) {
      throw new IllegalArgumentException("a registration id has 14 bits and is not 0");
    }
    if (signedPreKeyId < 1 || signedPreKeyId > 0xFFFFFF) {
      throw new IllegalArgumentException("a signed pre-key id has 24 bits and is not 0");
    }
    requireLength(signedPreKeySignature, 64, "a signature");
    requireLength(advSecret, 32, "an ADV secret");
    requireLength(preKeySeed, 32, "a pre-key seed");
  }

  public static PairingKeys generate(SecureRandom random) {
    KeyPair identity = KeyPair.generate(random);
    KeyPair signedPreKey = KeyPair.generate(random);
    byte[] toSign =
        ByteBuffer.allocate(1 + PublicKey.LENGTH)
            .put(KEY_TYPE)
            .put(signedPreKey.publicKey().toBytes())
            .array();
    return new PairingKeys(
        KeyPair.generate(random),
        identity,
        1 + random.nextInt(LARGEST_REGISTRATION_ID),
        1,
        signedPreKey,
        SecretBytes.of(identity.sign(toSign, random)),
        secret(random),
        secret(random));
  }

  /// The same keys with another ADV secret, as pairing by code and `companion_reg_refresh` ask.
  public PairingKeys withAdvSecret(SecretBytes secret) {
    return new PairingKeys(
        noise,
        identity,
        registrationId,
        signedPreKeyId,
        signedPreKey,
        signedPreKeySignature,
        secret,
        preKeySeed);
  }

  private static SecretBytes secret(SecureRandom random) {
    byte[] bytes = new byte[32];
    random.nextBytes(bytes);
    return SecretBytes.of(bytes);
  }

  private static void requireLength(SecretBytes bytes, int length, String what) {
    if (bytes.length() != length) {
      throw new IllegalArgumentException(what + " has " + length + " bytes");
    }
  }

  @Override
  public String toString() {
    return "PairingKeys[[REDACTED]]";
  }
}
