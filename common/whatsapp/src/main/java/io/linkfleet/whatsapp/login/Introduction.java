package io.linkfleet.whatsapp.login;

import com.google.protobuf.InvalidProtocolBufferException;
import io.linkfleet.whatsapp.proto.ClientPayload;

/// What a client says it is, the payload of the last handshake message.
public sealed interface Introduction permits Registration, Login {
  ClientVersion version();

  /// The serialized `ClientPayload`.
  byte[] encode();

  /// Reads what a client sent: a [Registration] if it carries device pairing data, a [Login]
  /// otherwise.
  static Introduction parse(byte[] bytes) throws MalformedIntroduction {
    try {
      ClientPayload payload = ClientPayload.parseFrom(bytes);
      return payload.hasDevicePairingData() ? Registration.of(payload) : Login.of(payload);
    } catch (InvalidProtocolBufferException | IllegalArgumentException e) {
      throw new MalformedIntroduction("not a client payload", e);
    }
  }
}
