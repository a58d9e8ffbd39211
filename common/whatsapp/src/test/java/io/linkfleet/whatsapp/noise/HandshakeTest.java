package io.linkfleet.whatsapp.noise;

import static io.linkfleet.whatsapp.noise.HandshakeException.Reason.DECRYPTION;
import static io.linkfleet.whatsapp.noise.HandshakeException.Reason.MALFORMED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.google.protobuf.ByteString;
import io.linkfleet.whatsapp.FixedRandom;
import io.linkfleet.whatsapp.Golden;
import io.linkfleet.whatsapp.crypto.KeyPair;
import io.linkfleet.whatsapp.proto.HandshakeMessage;
import io.linkfleet.whatsapp.proto.HandshakeMessage.ClientHello;
import io.linkfleet.whatsapp.proto.HandshakeMessage.ServerHello;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import javax.crypto.AEADBadTagException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class HandshakeTest {
  private static final Instant NOW = Instant.ofEpochSecond(1_800_000_000L);
  private static final byte[] PAYLOAD = ascii("who I am");

  private final KeyPair root = keys(1);
  private final KeyPair server = keys(3);
  private final KeyPair client = keys(4);
  private final byte[] chain =
      new CertificateAuthority(root, new FixedRandom(50))
          .issue(keys(2), server.publicKey(), NOW.minusSeconds(60), NOW.plusSeconds(60));
  private final ClientHandshake clientSide =
      new ClientHandshake(
          client, keys(5), new TrustAnchor(root.publicKey(), InstantSource.fixed(NOW)));
  private final ServerHandshake serverSide = new ServerHandshake(server, keys(6), chain);

  @Test
  void everyMessageIsTheOneWeKnow() throws Exception {
    byte[] clientHello = clientSide.hello();
    byte[] serverHello = serverSide.hello(clientHello);
    byte[] clientFinish = clientSide.finish(serverHello, PAYLOAD);

    Golden.assertGolden("certificate-chain", chain);
    Golden.assertGolden("client-hello", clientHello);
    Golden.assertGolden("server-hello", serverHello);
    Golden.assertGolden("client-finish", clientFinish);
    Transport transport = serverSide.finish(clientFinish).transport();
    Golden.assertGolden("first-client-frame", clientSide.transport().seal(ascii("ping")));
    Golden.assertGolden("first-server-frame", transport.seal(ascii("pong")));
  }

  @Test
  void theServerLearnsWhoTheClientIs() throws Exception {
    ServerHandshake.Client known = complete();

    assertThat(known.noiseKey()).isEqualTo(client.publicKey());
    assertThat(known.payload()).isEqualTo(PAYLOAD);
  }

  @Test
  void aClientThatTriesToResumeFallsBackToTheFullHandshake() throws Exception {
    ClientHello plain = HandshakeMessage.parseFrom(clientSide.hello()).getClientHello();
    byte[] resuming =
        HandshakeMessage.newBuilder()
            .setClientHello(
                plain.toBuilder()
                    .setStatic(ByteString.copyFrom(new byte[48]))
                    .setPayload(ByteString.copyFrom(new byte[64])))
            .build()
            .toByteArray();

    ServerHello answer = HandshakeMessage.parseFrom(serverSide.hello(resuming)).getServerHello();
    SymmetricState fallback = SymmetricState.fallback();
    fallback.authenticate(keys(5).publicKey().toBytes());
    fallback.authenticate(answer.getEphemeral().toByteArray());
    fallback.mix(keys(5), HandshakeMessages.publicKey(answer.getEphemeral()));

    assertThat(fallback.decrypt(answer.getStatic().toByteArray()))
        .isEqualTo(server.publicKey().toBytes());
  }

  @Test
  void fieldsOfNewerVersionsAreIgnored() throws Exception {
    byte[] hello = clientSide.hello();
    // Field 9 (pqMode) inside the client hello, as newer clients send it.
    ByteBuffer newer = ByteBuffer.allocate(hello.length + 2).put(hello).put((byte) 0x48);
    newer.put((byte) 1).put(1, (byte) (hello[1] + 2));

    byte[] finish = clientSide.finish(serverSide.hello(newer.array()), PAYLOAD);

    assertThat(serverSide.finish(finish).payload()).isEqualTo(PAYLOAD);
  }

  @Nested
  class TheTransport {
    @Test
    void carriesBothDirectionsIndependently() throws Exception {
      Transport there = complete().transport();
      Transport here = clientSide.transport();
      for (int i = 0; i < 300; i++) {
        assertThat(there.open(ByteBuffer.wrap(here.seal(ascii("up " + i)))))
            .isEqualTo(ascii("up " + i));
      }
      assertThat(here.open(ByteBuffer.wrap(there.seal(ascii("down"))))).isEqualTo(ascii("down"));
    }

    @Test
    void sealsFromBufferToBuffer() throws Exception {
      Transport there = complete().transport();
      ByteBuffer sealed = ByteBuffer.allocateDirect(Transport.sealedLength(5));

      clientSide.transport().seal(ByteBuffer.wrap(ascii("hello")), sealed);

      assertThat(there.open(sealed.flip())).isEqualTo(ascii("hello"));
    }

    @Test
    void refusesAReplayAndAGap() throws Exception {
      Transport there = complete().transport();
      Transport here = clientSide.transport();
      byte[] first = here.seal(ascii("first"));
      here.seal(ascii("lost"));
      there.open(ByteBuffer.wrap(first));

      assertThatExceptionOfType(AEADBadTagException.class)
          .isThrownBy(() -> there.open(ByteBuffer.wrap(first)));
      Transport afresh = complete().transport();
      assertThatExceptionOfType(AEADBadTagException.class)
          .isThrownBy(() -> afresh.open(ByteBuffer.wrap(here.seal(ascii("third")))));
    }
  }

  @Nested
  class Refuses {
    @Test
    void everyChangedByteOfTheServersHello() throws Exception {
      byte[] serverHello = serverSide.hello(clientSide.hello());
      for (int i = 0; i < serverHello.length; i++) {
        byte[] changed = serverHello.clone();
        changed[i] ^= 0x40;
        ClientHandshake victim = freshClient();
        assertThatExceptionOfType(HandshakeException.class)
            .as("byte %d", i)
            .isThrownBy(() -> victim.finish(changed, PAYLOAD));
      }
    }

    @Test
    void everyChangedByteOfTheClientsFinish() throws Exception {
      byte[] finish = clientSide.finish(serverSide.hello(clientSide.hello()), PAYLOAD);
      for (int i = 0; i < finish.length; i++) {
        byte[] changed = finish.clone();
        changed[i] ^= 0x40;
        ServerHandshake victim = new ServerHandshake(server, keys(6), chain);
        victim.hello(freshClient().hello());
        assertThatExceptionOfType(HandshakeException.class)
            .as("byte %d", i)
            .isThrownBy(() -> victim.finish(changed));
      }
    }

    @Test
    void somethingThatIsNoHandshake() {
      refused(MALFORMED, () -> clientSide.finish(ascii("<html>"), PAYLOAD));
      refused(MALFORMED, () -> clientSide.finish(new byte[0], PAYLOAD));
      refused(MALFORMED, () -> serverSide.hello(new byte[0]));
      refused(MALFORMED, () -> serverSide.finish(new byte[0]));
    }

    @Test
    void anEphemeralKeyEverybodyKnowsTheSecretOf() {
      byte[] weak =
          HandshakeMessage.newBuilder()
              .setClientHello(
                  ClientHello.newBuilder().setEphemeral(ByteString.copyFrom(new byte[32])))
              .build()
              .toByteArray();
      refused(MALFORMED, () -> serverSide.hello(weak));
    }

    @Test
    void anAnswerToAnotherClient() throws Exception {
      byte[] answer = serverSide.hello(new ClientHandshake(client, keys(99), anchor()).hello());
      clientSide.hello();
      refused(DECRYPTION, () -> clientSide.finish(answer, PAYLOAD));
    }

    private ClientHandshake freshClient() {
      ClientHandshake fresh = new ClientHandshake(client, keys(5), anchor());
      fresh.hello();
      return fresh;
    }

    private TrustAnchor anchor() {
      return new TrustAnchor(root.publicKey(), InstantSource.fixed(NOW));
    }
  }

  private ServerHandshake.Client complete() throws HandshakeException {
    return serverSide.finish(clientSide.finish(serverSide.hello(clientSide.hello()), PAYLOAD));
  }

  private static void refused(HandshakeException.Reason reason, ThrowingCallable call) {
    assertThatExceptionOfType(HandshakeException.class)
        .isThrownBy(call)
        .extracting(HandshakeException::reason)
        .isEqualTo(reason);
  }

  private static KeyPair keys(int seed) {
    return KeyPair.generate(new FixedRandom(seed));
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
