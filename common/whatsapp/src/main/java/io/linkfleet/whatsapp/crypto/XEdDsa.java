package io.linkfleet.whatsapp.crypto;

import com.github.auties00.curve25519.Curve25519;
import java.security.SecureRandom;

/// Signal's signature scheme over X25519 keys; the only place that knows whose code computes it.
final class XEdDsa {
  private static final int SIGNATURE_LENGTH = 64;
  private static final int NONCE_LENGTH = 64;

  private XEdDsa() {}

  static byte[] sign(byte[] privateKey, byte[] message, SecureRandom random) {
    byte[] nonce = new byte[NONCE_LENGTH];
    random.nextBytes(nonce);
    return Curve25519.sign(privateKey, message, nonce);
  }

  static boolean verify(byte[] publicKey, byte[] message, byte[] signature) {
    return signature.length == SIGNATURE_LENGTH
        && Curve25519.verifySignature(publicKey, message, signature);
  }
}
