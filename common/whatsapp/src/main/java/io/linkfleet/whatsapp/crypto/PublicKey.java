package io.linkfleet.whatsapp.crypto;

import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/// A raw 32-byte X25519 public key, without the `05` type byte that some structures put before it.
///
/// Whether it is a usable point shows only when it is used: see [KeyPair#agree].
public final class PublicKey {
  /// Length in bytes.
  public static final int LENGTH = 32;

  private final byte[] bytes;

  private PublicKey(byte[] bytes) {
    if (bytes.length != LENGTH) {
      throw new IllegalArgumentException("a public key has 32 bytes, not " + bytes.length);
    }
    this.bytes = bytes;
  }

  /// Copies the bytes; throws [IllegalArgumentException] unless there are 32.
  public static PublicKey of(byte[] bytes) {
    return new PublicKey(bytes.clone());
  }

  /// Reads 64 hexadecimal digits.
  public static PublicKey ofHex(String hex) {
    return new PublicKey(HexFormat.of().parseHex(hex));
  }

  /// A copy of the 32 bytes.
  public byte[] toBytes() {
    return bytes.clone();
  }

  /// Standard padded Base64, as it stands in a QR code.
  public String toBase64() {
    return Base64.getEncoder().encodeToString(bytes);
  }

  /// Whether the signature over exactly this message was made with the private half of this key.
  /// A malformed signature or key is simply not valid.
  public boolean verifies(byte[] message, byte[] signature) {
    return XEdDsa.verify(bytes, message, signature);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof PublicKey key && MessageDigest.isEqual(bytes, key.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  /// The first bytes only: enough to tell keys apart in a log.
  @Override
  public String toString() {
    return "PublicKey[" + HexFormat.of().formatHex(bytes, 0, 4) + "…]";
  }
}
