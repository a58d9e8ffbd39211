package io.linkfleet.bench.micro;

import io.linkfleet.whatsapp.crypto.KeyPair;
import io.linkfleet.whatsapp.frame.FrameReader;
import io.linkfleet.whatsapp.frame.FrameTooLong;
import io.linkfleet.whatsapp.frame.Frames;
import io.linkfleet.whatsapp.node.Jid;
import io.linkfleet.whatsapp.node.Node;
import io.linkfleet.whatsapp.node.NodeCodec;
import io.linkfleet.whatsapp.noise.CertificateAuthority;
import io.linkfleet.whatsapp.noise.ClientHandshake;
import io.linkfleet.whatsapp.noise.HandshakeException;
import io.linkfleet.whatsapp.noise.ServerHandshake;
import io.linkfleet.whatsapp.noise.Transport;
import io.linkfleet.whatsapp.noise.TrustAnchor;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import javax.crypto.AEADBadTagException;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/// Nodes to bytes and back, bytes to frames and back, for the stanzas of an idle connection.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class WireBenchmark {
  private static final int MOST = 1 << 20;

  private final Node ping =
      Node.named("iq")
          .attribute("id", "21547.6012-17")
          .attribute("to", Jid.SERVER)
          .attribute("type", "get")
          .attribute("xmlns", "w:p")
          .empty();
  private final Node notification =
      Node.named("notification")
          .attribute("from", Jid.SERVER)
          .attribute("type", "account_sync")
          .attribute("id", "1293821")
          .attribute("t", 1764000000L)
          .children(Node.named("disappearing_mode").attribute("duration", 0).empty());
  private final byte[] pingBytes = NodeCodec.encode(ping);
  private final byte[] notificationBytes = NodeCodec.encode(notification);
  private final ByteBuffer room = ByteBuffer.allocate(Frames.HEADER_LENGTH + 256);
  private Transport client;
  private Transport server;

  @Setup
  public void shakeHands() throws HandshakeException {
    SecureRandom random = new SecureRandom();
    KeyPair root = KeyPair.generate(random);
    KeyPair serverKey = KeyPair.generate(random);
    byte[] chain =
        new CertificateAuthority(root, random)
            .issue(KeyPair.generate(random), serverKey.publicKey(), Instant.EPOCH, Instant.MAX);
    ServerHandshake greeting = new ServerHandshake(serverKey, KeyPair.generate(random), chain);
    ClientHandshake hello =
        new ClientHandshake(
            KeyPair.generate(random),
            KeyPair.generate(random),
            new TrustAnchor(root.publicKey(), InstantSource.system()));
    byte[] finish = hello.finish(greeting.hello(hello.hello()), new byte[0]);
    server = greeting.finish(finish).transport();
    client = hello.transport();
  }

  @Benchmark
  public byte[] encodePing() {
    return NodeCodec.encode(ping);
  }

  @Benchmark
  public Node decodePing() {
    return NodeCodec.decode(pingBytes);
  }

  @Benchmark
  public byte[] encodeNotification() {
    return NodeCodec.encode(notification);
  }

  @Benchmark
  public Node decodeNotification() {
    return NodeCodec.decode(notificationBytes);
  }

  /// Sealed by one side, cut out of the stream and opened by the other.
  @Benchmark
  public byte[] sealAndOpenFrame() throws AEADBadTagException, FrameTooLong {
    room.clear();
    Frames.putHeader(room, Transport.sealedLength(pingBytes.length));
    client.seal(ByteBuffer.wrap(pingBytes), room);
    FrameReader reader = new FrameReader(MOST);
    reader.feed(room.flip());
    return server.open(reader.next().orElseThrow());
  }
}
