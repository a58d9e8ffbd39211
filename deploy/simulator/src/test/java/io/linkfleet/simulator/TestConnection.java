package io.linkfleet.simulator;

import io.linkfleet.whatsapp.crypto.KeyPair;
import io.linkfleet.whatsapp.crypto.PublicKey;
import io.linkfleet.whatsapp.frame.FrameReader;
import io.linkfleet.whatsapp.frame.FrameTooLong;
import io.linkfleet.whatsapp.frame.Frames;
import io.linkfleet.whatsapp.frame.Intro;
import io.linkfleet.whatsapp.login.Introduction;
import io.linkfleet.whatsapp.node.Node;
import io.linkfleet.whatsapp.node.NodeCodec;
import io.linkfleet.whatsapp.noise.ClientHandshake;
import io.linkfleet.whatsapp.noise.Transport;
import io.linkfleet.whatsapp.noise.TrustAnchor;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/// A client's end of one connection: blocking, one node after the other.
final class TestConnection implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 10;
  private static final SecureRandom RANDOM = new SecureRandom();

  private final BlockingQueue<Optional<byte[]>> payloads = new LinkedBlockingQueue<>();
  private final FrameReader frames = new FrameReader(Frames.MAX_LENGTH);
  private final ClientSocket socket;
  private Transport transport;

  private TestConnection(Simulator simulator) {
    this.socket =
        ClientSocket.connect(
            simulator.chatUrl(), this::received, () -> payloads.add(Optional.empty()));
  }

  /// Connects without saying anything.
  static TestConnection silent(Simulator simulator) {
    return new TestConnection(simulator);
  }

  static TestConnection open(Simulator simulator, KeyPair noise, Introduction introduction)
      throws Exception {
    return open(simulator, noise, introduction.encode());
  }

  static TestConnection open(Simulator simulator, KeyPair noise, byte[] introduction)
      throws Exception {
    TestConnection connection = new TestConnection(simulator);
    TrustAnchor trust =
        new TrustAnchor(PublicKey.ofHex(simulator.rootKeyHex()), InstantSource.system());
    ClientHandshake handshake = new ClientHandshake(noise, KeyPair.generate(RANDOM), trust);
    connection.raw(Intro.prologue());
    connection.raw(Frames.frame(handshake.hello()));
    byte[] answer = connection.payload().orElseThrow();
    connection.raw(Frames.frame(handshake.finish(answer, introduction)));
    connection.transport = handshake.transport();
    return connection;
  }

  void raw(byte[] bytes) {
    socket.send(bytes);
  }

  void send(Node node) {
    sendPlaintext(NodeCodec.encode(node));
  }

  void sendPlaintext(byte[] plaintext) {
    raw(Frames.frame(transport.seal(plaintext)));
  }

  /// Looks again and again until it holds.
  static void await(BooleanSupplier condition) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("not within " + PATIENCE_SECONDS + " s");
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(2));
    }
  }

  /// Whether something came that was not asked for yet.
  boolean hasHeardSomething() {
    return !payloads.isEmpty();
  }

  /// The next node; empty once the socket is closed.
  Optional<Node> next() throws Exception {
    Optional<byte[]> payload = payload();
    return payload.isEmpty()
        ? Optional.empty()
        : Optional.of(NodeCodec.decode(transport.open(ByteBuffer.wrap(payload.get()))));
  }

  /// The next node of this kind, leaving out others; fails if the socket closes before.
  Node next(String tag) throws Exception {
    for (Optional<Node> node = next(); node.isPresent(); node = next()) {
      if (node.get().is(tag)) {
        return node.get();
      }
    }
    throw new AssertionError("closed while waiting for <" + tag + ">");
  }

  /// Sends a query and gives its answer, leaving out what comes between.
  Node query(Node iq) throws Exception {
    send(iq);
    while (true) {
      Node answer = next("iq");
      if (answer.attribute("id").equals(iq.attribute("id"))) {
        return answer;
      }
    }
  }

  /// Everything until the socket closes.
  List<Node> rest() throws Exception {
    List<Node> nodes = new ArrayList<>();
    for (Optional<Node> node = next(); node.isPresent(); node = next()) {
      nodes.add(node.get());
    }
    return nodes;
  }

  /// An end stays the end.
  private Optional<byte[]> payload() throws InterruptedException {
    Optional<byte[]> payload = payloads.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
    if (payload == null) {
      throw new AssertionError("the server said nothing for " + PATIENCE_SECONDS + " s");
    }
    if (payload.isEmpty()) {
      payloads.add(payload);
    }
    return payload;
  }

  private void received(byte[] bytes) {
    try {
      frames.feed(ByteBuffer.wrap(bytes));
      for (var frame = frames.next(); frame.isPresent(); frame = frames.next()) {
        byte[] payload = new byte[frame.get().remaining()];
        frame.get().get(payload);
        payloads.add(Optional.of(payload));
      }
    } catch (FrameTooLong e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    socket.abort();
  }
}
