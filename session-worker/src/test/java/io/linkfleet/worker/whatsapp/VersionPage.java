package io.linkfleet.worker.whatsapp;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;

/// A server of a test's own that answers for `sw.js`, to browsers only, as the real one does.
final class VersionPage implements AutoCloseable {
  private final HttpServer server;
  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile String script = "";
  private volatile boolean stalls;

  VersionPage() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/sw.js", this::answer);
    server.setExecutor(task -> Thread.ofVirtual().start(task));
    server.start();
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/sw.js");
  }

  void publish(String newScript) {
    script = newScript;
  }

  /// As the revision stands in the real script, inside a string.
  void publishRevision(int revision) {
    publish(
        "/*1*/ self.__swData=JSON.parse(\"{\\\"dynamic_data\\\":{\\\"client_revision\\\":"
            + revision
            + ",\\\"other\\\":1}}\");");
  }

  /// From now on the answer begins and does not end.
  void stall() {
    stalls = true;
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      Headers headers = exchange.getRequestHeaders();
      boolean browser =
          "none".equals(headers.getFirst("sec-fetch-site"))
              && String.valueOf(headers.getFirst("User-Agent")).startsWith("Mozilla/5.0");
      byte[] body = script.getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(browser ? 200 : 400, stalls ? body.length + 1 : body.length);
      exchange.getResponseBody().write(body);
      exchange.getResponseBody().flush();
      if (stalls) {
        closed.await();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    closed.countDown();
    server.stop(0);
  }
}
