package io.linkfleet.whatsapp.pairing;

import io.linkfleet.whatsapp.crypto.KeyPair;
import io.linkfleet.whatsapp.crypto.PublicKey;
import java.security.InvalidKeyException;
import java.security.SecureRandom;
import java.util.Optional;

/// The phone's side of pairing by code: reads the companion's ephemeral key with the code a person
/// typed, hides its own the same way, and opens the key bundle that comes back.
public final class CodePairingPhone {
  private final PairingCode code;
  private final PublicKey companionEphemeral;
  private final KeyPair ephemeral;
  private final KeyPair accountIdentity;
  private final SecureRandom random;

  /// Throws [IllegalArgumentException] unless the wrapped key has 80 bytes. That the code is wrong
  /// shows only in [#advSecret].
  public CodePairingPhone(
      PairingCode code, byte[] wrappedCompanion, KeyPair accountIdentity, SecureRandom random) {
    this.code = code;
    this.companionEphemeral = WrappedKey.unwrap(code, wrappedCompanion);
    this.ephemeral = KeyPair.generate(random);
    this.accountIdentity = accountIdentity;
    this.random = random;
  }

  /// 80 bytes for `primary_hello`.
  public byte[] wrappedEphemeral() {
    return WrappedKey.wrap(code, ephemeral.publicKey(), random);
  }

  /// The secret to vouch for the companion with. Empty if the bundle was not made with the same
  /// code, or not for these two identities.
  public Optional<byte[]> advSecret(byte[] keyBundle, PublicKey companionIdentity) {
    try {
      byte[] ephemeralSecret = ephemeral.agree(companionEphemeral);
      byte[] identitySecret = accountIdentity.agree(companionIdentity);
      return KeyBundle.open(ephemeralSecret, keyBundle)
          .filter(bundle -> bundle.companion().equals(companionIdentity))
          .filter(bundle -> bundle.primary().equals(accountIdentity.publicKey()))
          .map(bundle -> bundle.advSecret(ephemeralSecret, identitySecret));
    } catch (InvalidKeyException e) {
      return Optional.empty();
    }
  }
}
