package io.linkfleet.whatsapp.noise;

import static io.linkfleet.whatsapp.noise.HandshakeException.Reason.MALFORMED;

import com.google.protobuf.ByteString;
import io.linkfleet.whatsapp.crypto.KeyPair;
import io.linkfleet.whatsapp.crypto.PublicKey;
import io.linkfleet.whatsapp.proto.HandshakeMessage;
import io.linkfleet.whatsapp.proto.HandshakeMessage.ClientFinish;
import io.linkfleet.whatsapp.proto.HandshakeMessage.ClientHello;
import io.linkfleet.whatsapp.proto.HandshakeMessage.ServerHello;

/// The client's side of one handshake: [#hello] goes out, the answer goes into [#finish], whose
/// result goes out; then [#transport] is ready. All messages are frame payloads.
public final class ClientHandshake {
  private final SymmetricState state = SymmetricState.full();
  private final KeyPair noiseKey;
  private final KeyPair ephemeral;
  private final TrustAnchor trustAnchor;

  /// `noiseKey` is the device's long-lived key, `ephemeral` one never used before.
  public ClientHandshake(KeyPair noiseKey, KeyPair ephemeral, TrustAnchor trustAnchor) {
    this.noiseKey = noiseKey;
    this.ephemeral = ephemeral;
    this.trustAnchor = trustAnchor;
  }

  /// The first message.
  public byte[] hello() {
    byte[] key = ephemeral.publicKey().toBytes();
    state.authenticate(key);
    return HandshakeMessage.newBuilder()
        .setClientHello(ClientHello.newBuilder().setEphemeral(ByteString.copyFrom(key)))
        .build()
        .toByteArray();
  }

  /// The last message, carrying the payload; only made after the server's certificates proved
  /// good.
  public byte[] finish(byte[] answer, byte[] clientPayload) throws HandshakeException {
    ServerHello serverHello = HandshakeMessages.parse(answer).getServerHello();
    if (!serverHello.hasEphemeral() || !serverHello.hasStatic() || !serverHello.hasPayload()) {
      throw new HandshakeException(MALFORMED, "the server's hello lacks a part");
    }
    PublicKey serverEphemeral = HandshakeMessages.publicKey(serverHello.getEphemeral());
    state.authenticate(serverEphemeral.toBytes());
    state.mix(ephemeral, serverEphemeral);
    PublicKey serverStatic =
        HandshakeMessages.publicKey(state.decrypt(serverHello.getStatic().toByteArray()));
    state.mix(ephemeral, serverStatic);
    trustAnchor.verify(state.decrypt(serverHello.getPayload().toByteArray()), serverStatic);
    return clientFinish(serverEphemeral, clientPayload);
  }

  private byte[] clientFinish(PublicKey serverEphemeral, byte[] clientPayload)
      throws HandshakeException {
    byte[] sealedKey = state.encrypt(noiseKey.publicKey().toBytes());
    state.mix(noiseKey, serverEphemeral);
    byte[] sealedPayload = state.encrypt(clientPayload);
    return HandshakeMessage.newBuilder()
        .setClientFinish(
            ClientFinish.newBuilder()
                .setStatic(ByteString.copyFrom(sealedKey))
                .setPayload(ByteString.copyFrom(sealedPayload)))
        .build()
        .toByteArray();
  }

  /// What encrypts everything after [#finish].
  public Transport transport() {
    return state.clientTransport();
  }
}
