package io.linkfleet.whatsapp.noise;

import static io.linkfleet.whatsapp.noise.HandshakeException.Reason.MALFORMED;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.linkfleet.whatsapp.crypto.PublicKey;
import io.linkfleet.whatsapp.proto.HandshakeMessage;

/// Reading of untrusted handshake bytes.
final class HandshakeMessages {
  private HandshakeMessages() {}

  static HandshakeMessage parse(byte[] bytes) throws HandshakeException {
    try {
      return HandshakeMessage.parseFrom(bytes);
    } catch (InvalidProtocolBufferException e) {
      throw new HandshakeException(MALFORMED, "not a handshake message", e);
    }
  }

  static PublicKey publicKey(byte[] bytes) throws HandshakeException {
    if (bytes.length != PublicKey.LENGTH) {
      throw new HandshakeException(MALFORMED, "a key of " + bytes.length + " bytes");
    }
    return PublicKey.of(bytes);
  }

  static PublicKey publicKey(ByteString bytes) throws HandshakeException {
    return publicKey(bytes.toByteArray());
  }
}
