package io.linkfleet.whatsapp.login;

import io.linkfleet.whatsapp.crypto.PublicKey;
import java.nio.ByteBuffer;
import java.util.Arrays;

/// The public half of a signed pre-key: 24-bit id, key, and the identity's signature over
/// `05 || key`.
public final class SignedPreKey {
  private static final int LARGEST_ID = 0xFFFFFF;
  private static final int ID_LENGTH = 3;
  private static final int SIGNATURE_LENGTH = 64;

  private final int id;
  private final PublicKey publicKey;
  private final byte[] signature;

  public SignedPreKey(int id, PublicKey publicKey, byte[] signature) {
    if (id < 0 || id > LARGEST_ID) {
      throw new IllegalArgumentException("a signed pre-key id has 24 bits");
    }
    if (signature.length != SIGNATURE_LENGTH) {
      throw new IllegalArgumentException("a signature has 64 bytes, not " + signature.length);
    }
    this.id = id;
    this.publicKey = publicKey;
    this.signature = signature.clone();
  }

  static SignedPreKey of(byte[] idBytes, PublicKey publicKey, byte[] signature) {
    if (idBytes.length != ID_LENGTH) {
      throw new IllegalArgumentException("a signed pre-key id has 3 bytes");
    }
    int id = (idBytes[0] & 0xFF) << 16 | (idBytes[1] & 0xFF) << 8 | (idBytes[2] & 0xFF);
    return new SignedPreKey(id, publicKey, signature);
  }

  public int id() {
    return id;
  }

  /// The id as it travels: three bytes, highest first.
  public byte[] idBytes() {
    return new byte[] {(byte) (id >>> 16), (byte) (id >>> 8), (byte) id};
  }

  public PublicKey publicKey() {
    return publicKey;
  }

  public byte[] signature() {
    return signature.clone();
  }

  /// Whether the owner of the identity made this key its own.
  public boolean isSignedBy(PublicKey identity) {
    return identity.verifies(signedBytes(publicKey), signature);
  }

  /// What the identity signs: the type byte 5 and the key.
  public static byte[] signedBytes(PublicKey publicKey) {
    return ByteBuffer.allocate(1 + PublicKey.LENGTH).put((byte) 5).put(publicKey.toBytes()).array();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SignedPreKey that
        && id == that.id
        && publicKey.equals(that.publicKey)
        && Arrays.equals(signature, that.signature);
  }

  @Override
  public int hashCode() {
    return 31 * publicKey.hashCode() + id;
  }

  @Override
  public String toString() {
    return "SignedPreKey[" + id + ", " + publicKey + "]";
  }
}
