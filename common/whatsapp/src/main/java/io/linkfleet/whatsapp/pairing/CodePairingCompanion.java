package io.linkfleet.whatsapp.pairing;

import io.linkfleet.whatsapp.crypto.KeyPair;
import io.linkfleet.whatsapp.crypto.PublicKey;
import java.security.InvalidKeyException;
import java.security.SecureRandom;
import java.util.Optional;

/// The companion's side of pairing by code: it hides an ephemeral key under the code, reads the
/// phone's the same way, and makes the secret that `pair-success` is then keyed by.
///
/// Both methods burn a tenth of a second of CPU on purpose: not for an event loop.
public final class CodePairingCompanion {
  private final PairingCode code;
  private final KeyPair ephemeral;
  private final KeyPair identity;
  private final SecureRandom random;

  public CodePairingCompanion(PairingCode code, KeyPair identity, SecureRandom random) {
    this.code = code;
    this.identity = identity;
    this.random = random;
    this.ephemeral = KeyPair.generate(random);
  }

  /// 80 bytes for `companion_hello`.
  public byte[] wrappedEphemeral() {
    return WrappedKey.wrap(code, ephemeral.publicKey(), random);
  }

  /// Answers the phone's hello (`primary_hello`). Empty if what it sent can't be an answer.
  public Optional<Finish> finish(byte[] wrappedPrimary, PublicKey primaryIdentity) {
    if (wrappedPrimary.length != WrappedKey.LENGTH) {
      return Optional.empty();
    }
    try {
      byte[] ephemeralSecret = ephemeral.agree(WrappedKey.unwrap(code, wrappedPrimary));
      byte[] contribution = new byte[32];
      random.nextBytes(contribution);
      KeyBundle bundle =
          new KeyBundle(
              identity.publicKey(), primaryIdentity, new KeyBundle.Contribution(contribution));
      return Optional.of(
          new Finish(
              bundle.seal(ephemeralSecret, random),
              bundle.advSecret(ephemeralSecret, identity.agree(primaryIdentity))));
    } catch (InvalidKeyException e) {
      return Optional.empty();
    }
  }

  /// How the companion's side ends.
  public static final class Finish {
    private final byte[] keyBundle;
    private final byte[] advSecret;

    Finish(byte[] keyBundle, byte[] advSecret) {
      this.keyBundle = keyBundle;
      this.advSecret = advSecret;
    }

    /// 156 bytes for `companion_finish`.
    public byte[] keyBundle() {
      return keyBundle.clone();
    }

    /// Replaces the secret the device was born with.
    public byte[] advSecret() {
      return advSecret.clone();
    }

    @Override
    public String toString() {
      return "Finish[REDACTED]";
    }
  }
}
