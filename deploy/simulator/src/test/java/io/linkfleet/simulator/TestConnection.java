package io.linkfleet.simulator;

import io.linkfleet.whatsapp.crypto.KeyPair;
import io.linkfleet.whatsapp.crypto.PublicKey;
import io.linkfleet.whatsapp.frame.FrameReader;
import io.linkfleet.whatsapp.frame.Frames;
import io.linkfleet.whatsapp.frame.Intro;
import io.linkfleet.whatsapp.login.Introduction;
import io.linkfleet.whatsapp.node.Node;
import io.linkfleet.whatsapp.node.NodeCodec;
import io.linkfleet.whatsapp.noise.ClientHandshake;
import io.linkfleet.whatsapp.noise.Transport;
import io.linkfleet.whatsapp.noise.TrustAnchor;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/// A client's end of one connection: blocking, one node after the other.
final class TestConnection implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 10;
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final SecureRandom RANDOM = new SecureRandom();

  private final BlockingQueue<Optional<byte[]>> payloads = new LinkedBlockingQueue<>();
  private final Simulator simulator;
  private final WebSocket socket;
  private Transport transport;

  private TestConnection(Simulator simulator) {
    this.simulator = simulator;
    this.socket = HTTP.newWebSocketBuilder().buildAsync(simulator.chatUrl(), new Receiver()).join();
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
    socket.sendBinary(ByteBuffer.wrap(bytes), true).join();
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

  private Optional<byte[]> payload() throws InterruptedException {
    for (int second = 1; second <= PATIENCE_SECONDS; second++) {
      Optional<byte[]> payload = payloads.poll(1, TimeUnit.SECONDS);
      if (payload == null && second > 1 && simulator.stats().openConnections() == 0) {
        // The JDK's client can miss an end that meets its own sending.
        payload = Optional.empty();
      }
      if (payload != null) {
        if (payload.isEmpty()) {
          payloads.add(payload);
        }
        return payload;
      }
    }
    throw new AssertionError("the server said nothing for " + PATIENCE_SECONDS + " s");
  }

  @Override
  public void close() {
    socket.abort();
  }

  private final class Receiver implements WebSocket.Listener {
    private final FrameReader frames = new FrameReader(Frames.MAX_LENGTH);

    @Override
    public CompletionStage<?> onBinary(WebSocket from, ByteBuffer bytes, boolean last) {
      try {
        frames.feed(bytes);
        for (var frame = frames.next(); frame.isPresent(); frame = frames.next()) {
          byte[] payload = new byte[frame.get().remaining()];
          frame.get().get(payload);
          payloads.add(Optional.of(payload));
        }
      } catch (Exception e) {
        onError(from, e);
      }
      from.request(1);
      return null;
    }

    @Override
    public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
      payloads.add(Optional.empty());
      return null;
    }

    @Override
    public void onError(WebSocket from, Throwable error) {
      payloads.add(Optional.empty());
    }
  }
}
