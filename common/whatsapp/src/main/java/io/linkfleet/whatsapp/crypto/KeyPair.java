package io.linkfleet.whatsapp.crypto;

import java.security.InvalidKeyException;
import java.security.SecureRandom;

/// An X25519 key pair that can agree on secrets and, by XEdDSA, sign. Prints only its public half.
public final class KeyPair {
  private final byte[] privateKey;
  private final PublicKey publicKey;

  private KeyPair(byte[] privateKey, PublicKey publicKey) {
    this.privateKey = privateKey;
    this.publicKey = publicKey;
  }

  /// Makes a new pair from 32 bytes of the given randomness.
  public static KeyPair generate(SecureRandom random) {
    byte[] privateKey = new byte[X25519.LENGTH];
    random.nextBytes(privateKey);
    return fromOwned(privateKey);
  }

  /// Rebuilds the pair of 32 private bytes, clamping them as X25519 asks.
  public static KeyPair ofPrivate(byte[] privateKey) {
    return fromOwned(privateKey.clone());
  }

  /// Puts a stored pair together again without computing anything: the halves are trusted to
  /// belong together.
  public static KeyPair of(byte[] privateKey, PublicKey publicKey) {
    if (privateKey.length != X25519.LENGTH) {
      throw new IllegalArgumentException("a private key has 32 bytes, not " + privateKey.length);
    }
    return new KeyPair(privateKey.clone(), publicKey);
  }

  private static KeyPair fromOwned(byte[] privateKey) {
    X25519.clamp(privateKey);
    return new KeyPair(privateKey, PublicKey.of(X25519.publicOf(privateKey)));
  }

  public PublicKey publicKey() {
    return publicKey;
  }

  /// A copy of the 32 private bytes, for storing them.
  public byte[] privateBytes() {
    return privateKey.clone();
  }

  /// The 32-byte Diffie-Hellman secret shared with the owner of the other key. Throws when the
  /// other key is a point of small order, which would make the secret the same for everybody.
  public byte[] agree(PublicKey theirs) throws InvalidKeyException {
    return X25519.agree(privateKey, theirs.toBytes());
  }

  /// The 64-byte XEdDSA signature of the message; takes 64 bytes of the given randomness.
  public byte[] sign(byte[] message, SecureRandom random) {
    return XEdDsa.sign(privateKey, message, random);
  }

  @Override
  public String toString() {
    return "KeyPair[private=[REDACTED], " + publicKey + "]";
  }
}
