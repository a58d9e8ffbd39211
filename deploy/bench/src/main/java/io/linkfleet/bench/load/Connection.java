package io.linkfleet.bench.load;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// One caller's connection to one server, kept open between calls.
final class Connection implements AutoCloseable {
  private final SocketChannel channel;
  private final SelectionKey key;
  private final ResponseReader reader = new ResponseReader();
  private ByteBuffer toSend = ByteBuffer.allocate(0);
  private long sentAt;
  private boolean answered;
  private boolean answering;

  Connection(URI server, Selector selector, Object owner) throws IOException {
    channel = SocketChannel.open(new InetSocketAddress(server.getHost(), server.getPort()));
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    channel.configureBlocking(false);
    key = channel.register(selector, 0, owner);
  }

  void send(String request) throws IOException {
    toSend = ByteBuffer.wrap(request.getBytes(StandardCharsets.UTF_8));
    sentAt = System.nanoTime();
    answering = false;
    flush();
  }

  void flush() throws IOException {
    channel.write(toSend);
    key.interestOps(toSend.hasRemaining() ? SelectionKey.OP_WRITE : SelectionKey.OP_READ);
  }

  boolean isSending() {
    return toSend.hasRemaining();
  }

  /// Whether it has served before, and nothing of the answer to the last request has come.
  boolean isStale() {
    return answered && !answering;
  }

  /// The answer when it is complete. Throws [IOException] when the server closed.
  Optional<Answer> receive(ByteBuffer scratch) throws IOException {
    scratch.clear();
    if (channel.read(scratch) < 0) {
      throw new IOException("the server closed a connection");
    }
    scratch.flip();
    answering = true;
    reader.add(scratch);
    Optional<ResponseReader.Response> complete = reader.take();
    if (complete.isPresent()) {
      answered = true;
      // What a server does to a connection nobody waits on is noticed by the next request.
      key.interestOps(0);
    }
    return complete.map(
        response -> new Answer(response.status(), response.body(), System.nanoTime() - sentAt));
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
