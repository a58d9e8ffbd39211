package io.linkfleet.local.pipeline;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/// Stands in for the page on which WhatsApp publishes its client's version: at first one that is
/// older than ours, so that a client that is refused finds nothing newer.
final class VersionPage implements AutoCloseable {
  private final HttpServer server;
  private volatile int revision;

  VersionPage() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext(
        "/sw.js",
        exchange -> {
          try (exchange) {
            byte[] body =
                ("{\"client_revision\":" + revision + "}").getBytes(StandardCharsets.US_ASCII);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
          }
        });
    server.start();
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/sw.js");
  }

  void publish(int newRevision) {
    revision = newRevision;
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
