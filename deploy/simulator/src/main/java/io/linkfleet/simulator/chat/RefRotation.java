package io.linkfleet.simulator.chat;

import io.linkfleet.whatsapp.node.Node;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ScheduledFuture;
import java.util.stream.Stream;

/// The six refs of one registration, one valid after the other; when the last has expired the
/// connection is closed.
final class RefRotation {
  private static final int COUNT = 6;
  private static final int LENGTH = 24;

  private final Server server;
  private final ChatConnection connection;
  private final List<String> refs;
  private Optional<ScheduledFuture<?>> next = Optional.empty();
  private int current;

  RefRotation(Server server, ChatConnection connection) {
    this.server = server;
    this.connection = connection;
    this.refs = Stream.generate(this::newRef).limit(COUNT).toList();
  }

  List<String> all() {
    return refs;
  }

  Node pairDevice(String id) {
    List<Node> children =
        refs.stream()
            .map(ref -> Node.named("ref").bytes(ref.getBytes(StandardCharsets.US_ASCII)))
            .toList();
    return Stanzas.query(id, "set", "md").children(Node.named("pair-device").children(children));
  }

  void start() {
    rotateAfter(server.rules().firstCode());
  }

  void stop() {
    next.ifPresent(timer -> timer.cancel(false));
  }

  /// A ref stays valid for one turn after its own, so that a phone which scans at the moment of
  /// rotation succeeds.
  boolean isValid(String ref) {
    return refs.indexOf(ref) >= current - 1;
  }

  private void rotateAfter(Duration lifetime) {
    next = Optional.of(connection.after(lifetime, this::rotate));
  }

  private void rotate() {
    current++;
    if (current == COUNT) {
      connection.end();
    } else {
      rotateAfter(server.rules().followingCodes());
    }
  }

  private String newRef() {
    byte[] bytes = new byte[LENGTH];
    server.random().nextBytes(bytes);
    return "2@" + Base64.getEncoder().encodeToString(bytes);
  }
}
