package io.linkfleet.whatsapp.noise;

import io.linkfleet.whatsapp.crypto.AesGcm;
import java.nio.ByteBuffer;

/// Eight zero bytes and the message counter, highest byte first.
final class Nonce {
  private Nonce() {}

  static byte[] of(int counter) {
    return ByteBuffer.allocate(AesGcm.NONCE_LENGTH).putInt(8, counter).array();
  }
}
