package io.linkfleet.whatsapp.noise;

import io.linkfleet.whatsapp.crypto.AesGcm;
import java.nio.ByteBuffer;
import javax.crypto.AEADBadTagException;

/// Encrypts and decrypts frame payloads after the handshake: one key and one counter for each
/// direction, no associated data. Every payload must pass here in stream order. Not for use by
/// several threads.
public final class Transport {
  private static final byte[] NO_BYTES = {};

  private final AesGcm writeCipher;
  private final AesGcm readCipher;
  private int written;
  private int read;

  Transport(AesGcm writeCipher, AesGcm readCipher) {
    this.writeCipher = writeCipher;
    this.readCipher = readCipher;
  }

  /// Bytes a payload takes on the wire, tag included.
  public static int sealedLength(int plaintextLength) {
    return plaintextLength + AesGcm.TAG_LENGTH;
  }

  /// Encrypts the remaining plaintext into the other buffer, which needs room for
  /// [#sealedLength]. The two must not overlap.
  public void seal(ByteBuffer plaintext, ByteBuffer sealed) {
    writeCipher.seal(Nonce.of(next(written++)), plaintext, sealed);
  }

  /// Encrypts into an array of its own.
  public byte[] seal(byte[] plaintext) {
    return writeCipher.seal(Nonce.of(next(written++)), NO_BYTES, plaintext);
  }

  /// Decrypts the buffer's remaining bytes, one frame's payload. Throws when they were not sealed
  /// by the peer as its next message; the stream is then lost for good.
  public byte[] open(ByteBuffer sealed) throws AEADBadTagException {
    return readCipher.open(Nonce.of(next(read++)), NO_BYTES, sealed);
  }

  private static int next(int counter) {
    if (counter == -1) {
      throw new IllegalStateException("2^32 messages: the counter must not wrap");
    }
    return counter;
  }
}
