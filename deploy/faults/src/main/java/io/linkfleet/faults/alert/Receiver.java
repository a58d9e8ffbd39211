package io.linkfleet.faults.alert;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/// What lies outside the fleet and speaks HTTP: who receives webhooks, and the page that tells the
/// current version of WhatsApp's own client.
final class Receiver implements AutoCloseable {
  private final HttpServer server;
  private volatile boolean refusing;
  private volatile int revision;

  Receiver() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/events", this::take);
    server.createContext("/sw.js", this::tellVersion);
    server.setExecutor(task -> Thread.ofVirtual().start(task));
    server.start();
  }

  URI events() {
    return at("/events");
  }

  URI versions() {
    return at("/sw.js");
  }

  private URI at(String path) {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
  }

  /// Whether every webhook is answered with 500.
  void refuse(boolean refuse) {
    refusing = refuse;
  }

  /// Before the first there is no page.
  void publishRevision(int newRevision) {
    revision = newRevision;
  }

  private void take(HttpExchange exchange) throws IOException {
    try (exchange) {
      exchange.getRequestBody().readAllBytes();
      exchange.sendResponseHeaders(refusing ? 500 : 200, -1);
    }
  }

  private void tellVersion(HttpExchange exchange) throws IOException {
    try (exchange) {
      if (revision == 0) {
        exchange.sendResponseHeaders(404, -1);
        return;
      }
      byte[] page = ("{\"client_revision\":" + revision + "}").getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(200, page.length);
      exchange.getResponseBody().write(page);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
