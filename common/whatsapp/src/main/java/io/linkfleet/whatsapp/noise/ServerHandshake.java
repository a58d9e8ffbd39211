package io.linkfleet.whatsapp.noise;

import static io.linkfleet.whatsapp.noise.HandshakeException.Reason.MALFORMED;

import com.google.protobuf.ByteString;
import io.linkfleet.whatsapp.crypto.KeyPair;
import io.linkfleet.whatsapp.crypto.PublicKey;
import io.linkfleet.whatsapp.proto.HandshakeMessage;
import io.linkfleet.whatsapp.proto.HandshakeMessage.ClientFinish;
import io.linkfleet.whatsapp.proto.HandshakeMessage.ClientHello;
import io.linkfleet.whatsapp.proto.HandshakeMessage.ServerHello;

/// The server's side of one handshake: the client's first message goes into [#hello], whose result
/// goes out; its last message goes into [#finish].
public final class ServerHandshake {
  private SymmetricState state = SymmetricState.full();
  private final KeyPair serverKey;
  private final KeyPair ephemeral;
  private final byte[] certificateChain;

  /// `serverKey` is the key the chain's leaf is for, `ephemeral` one never used before.
  public ServerHandshake(KeyPair serverKey, KeyPair ephemeral, byte[] certificateChain) {
    this.serverKey = serverKey;
    this.ephemeral = ephemeral;
    this.certificateChain = certificateChain.clone();
  }

  /// The answer to the client's first message. A client that tries to resume (Noise IK, `static`
  /// set) falls back to the full handshake; such clients continue as Noise XXfallback.
  public byte[] hello(byte[] clientMessage) throws HandshakeException {
    ClientHello clientHello = HandshakeMessages.parse(clientMessage).getClientHello();
    PublicKey clientEphemeral = HandshakeMessages.publicKey(clientHello.getEphemeral());
    if (clientHello.hasStatic()) {
      state = SymmetricState.fallback();
    }
    state.authenticate(clientEphemeral.toBytes());
    byte[] key = ephemeral.publicKey().toBytes();
    state.authenticate(key);
    state.mix(ephemeral, clientEphemeral);
    byte[] sealedKey = state.encrypt(serverKey.publicKey().toBytes());
    state.mix(serverKey, clientEphemeral);
    byte[] sealedChain = state.encrypt(certificateChain);
    return HandshakeMessage.newBuilder()
        .setServerHello(
            ServerHello.newBuilder()
                .setEphemeral(ByteString.copyFrom(key))
                .setStatic(ByteString.copyFrom(sealedKey))
                .setPayload(ByteString.copyFrom(sealedChain)))
        .build()
        .toByteArray();
  }

  /// Who the client proved to be, and the transport to go on with.
  public Client finish(byte[] clientMessage) throws HandshakeException {
    ClientFinish clientFinish = HandshakeMessages.parse(clientMessage).getClientFinish();
    if (!clientFinish.hasStatic() || !clientFinish.hasPayload()) {
      throw new HandshakeException(MALFORMED, "the client's last message lacks a part");
    }
    PublicKey clientKey =
        HandshakeMessages.publicKey(state.decrypt(clientFinish.getStatic().toByteArray()));
    state.mix(ephemeral, clientKey);
    byte[] payload = state.decrypt(clientFinish.getPayload().toByteArray());
    return new Client(clientKey, payload, state.serverTransport());
  }

  /// A client at the end of the handshake. It owns the private half of its noise key; the payload
  /// is what it claims about itself, a serialized `ClientPayload`.
  public static final class Client {
    private final PublicKey noiseKey;
    private final byte[] payload;
    private final Transport transport;

    Client(PublicKey noiseKey, byte[] payload, Transport transport) {
      this.noiseKey = noiseKey;
      this.payload = payload;
      this.transport = transport;
    }

    public PublicKey noiseKey() {
      return noiseKey;
    }

    public byte[] payload() {
      return payload.clone();
    }

    public Transport transport() {
      return transport;
    }
  }
}
