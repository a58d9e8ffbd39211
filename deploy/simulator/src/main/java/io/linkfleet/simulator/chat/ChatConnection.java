package io.linkfleet.simulator.chat;

import io.linkfleet.simulator.count.Count;
import io.linkfleet.simulator.fault.Step;
import io.linkfleet.whatsapp.frame.Frames;
import io.linkfleet.whatsapp.node.DecoderLimits;
import io.linkfleet.whatsapp.node.MalformedNode;
import io.linkfleet.whatsapp.node.Node;
import io.linkfleet.whatsapp.node.NodeCodec;
import io.linkfleet.whatsapp.noise.HandshakeException;
import io.linkfleet.whatsapp.noise.ServerHandshake;
import io.linkfleet.whatsapp.noise.Transport;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import javax.crypto.AEADBadTagException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One client's connection: handshake first, then nodes in and out, in order.
final class ChatConnection {
  private static final Logger log = LoggerFactory.getLogger(ChatConnection.class);

  /// A first upload of 812 pre-keys has about 2,500 nodes.
  private static final DecoderLimits LIMITS = new DecoderLimits(1 << 20, 16, 10_000);

  private sealed interface Stage {}

  private record AwaitingHello(ServerHandshake handshake) implements Stage {}

  private record AwaitingFinish(ServerHandshake handshake) implements Stage {}

  private record Open(Transport transport, Stream stream) implements Stage {}

  private record Refused(Transport transport) implements Stage {}

  private final Server server;
  private final ChannelHandlerContext context;
  private final Outbox outbox;
  private Stage stage;
  private boolean closing;

  ChatConnection(Server server, Greeter greeter, ChannelHandlerContext context) {
    this.server = server;
    this.context = context;
    this.outbox = new Outbox(context.executor(), server.faults());
    this.stage = new AwaitingHello(greeter.handshake());
  }

  void opened() {
    server.switchboard().opened(this);
    var _ = after(server.rules().answerTime(), this::dropUnlessGreeted);
  }

  /// Takes one frame's payload.
  void on(ByteBuffer payload) throws HandshakeException, AEADBadTagException {
    if (closing) {
      return;
    }
    switch (stage) {
      case AwaitingHello(var handshake) -> {
        byte[] answer = handshake.hello(bytes(payload));
        stage = new AwaitingFinish(handshake);
        outbox.put(Optional.of(Step.HELLO), () -> write(answer));
      }
      case AwaitingFinish(var handshake) -> admit(handshake.finish(bytes(payload)));
      case Open(var transport, var stream) -> on(transport.open(payload), stream);
      case Refused _ -> {}
    }
  }

  private void admit(ServerHandshake.Client client) {
    switch (Admission.of(client, server)) {
      case Admission.Refused(var reason, var why) -> {
        log.info("client refused: {} {}", reason, why);
        stage = new Refused(client.transport());
        send(Stanzas.failure(reason, why));
        close();
      }
      case Admission.Registering(var identity) ->
          open(
              client.transport(),
              new RegistrationStream(server, this, client.noiseKey(), identity));
      case Admission.LoggingIn(var phone, var device, var passive) ->
          open(client.transport(), new DeviceStream(server, this, phone, device, passive));
    }
  }

  private void open(Transport transport, Stream stream) {
    stage = new Open(transport, stream);
    stream.open();
  }

  private void on(byte[] plaintext, Stream stream) {
    try {
      stream.on(NodeCodec.decode(plaintext, LIMITS));
    } catch (MalformedNode e) {
      log.info("client sent no node: {}", e.getMessage());
      server.counts().add(Count.PROTOCOL_ERRORS);
      end(Stanzas.notWellFormed());
    }
  }

  void send(Node node) {
    outbox.put(
        Stanzas.step(node),
        () -> {
          switch (stage) {
            case Open(var transport, _) -> write(transport.seal(NodeCodec.encode(node)));
            case Refused(var transport) -> write(transport.seal(NodeCodec.encode(node)));
            case AwaitingHello _, AwaitingFinish _ ->
                throw new IllegalStateException("nothing can be said before the handshake");
          }
        });
  }

  /// Sends these and the end of the stream, then closes. What the client still says is not heard.
  void end(Node... last) {
    for (Node node : last) {
      send(node);
    }
    send(Node.STREAM_END);
    close();
  }

  /// Closes properly once everything said before is out.
  void close() {
    closing = true;
    outbox.put(
        () ->
            context
                .writeAndFlush(new CloseWebSocketFrame())
                .addListener(ChannelFutureListener.CLOSE));
  }

  void closedByClient() {
    if (!closing) {
      close();
    }
  }

  /// Closes the socket at once, as if the network had.
  void drop() {
    closing = true;
    var _ = context.close();
  }

  void closed() {
    closing = true;
    server.switchboard().closed(this);
    if (stage instanceof Open(_, var stream)) {
      stream.closed();
    }
  }

  /// Runs the action later on the simulator's thread.
  ScheduledFuture<?> after(Duration delay, Runnable action) {
    return context.executor().schedule(action, delay.toMillis(), TimeUnit.MILLISECONDS);
  }

  /// Runs the action on the simulator's thread; callable from any thread.
  void onLoop(Runnable action) {
    context.executor().execute(action);
  }

  boolean isClosing() {
    return closing;
  }

  private void dropUnlessGreeted() {
    switch (stage) {
      case AwaitingHello _, AwaitingFinish _ -> drop();
      case Open _, Refused _ -> {}
    }
  }

  private void write(byte[] payload) {
    byte[] frame = Frames.frame(payload);
    var _ = context.writeAndFlush(new BinaryWebSocketFrame(Unpooled.wrappedBuffer(frame)));
  }

  private static byte[] bytes(ByteBuffer payload) {
    byte[] bytes = new byte[payload.remaining()];
    payload.get(bytes);
    return bytes;
  }
}
