package io.linkfleet.local.pipeline;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.awaitility.Awaitility;

/// Where a fleet exports its spans to, by OTLP over HTTP.
final class SpanReceiver implements AutoCloseable {
  private final HttpServer server;
  private final Queue<byte[]> requests = new ConcurrentLinkedQueue<>();

  SpanReceiver() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/v1/traces", this::take);
    server.start();
  }

  private void take(HttpExchange exchange) throws IOException {
    requests.add(exchange.getRequestBody().readAllBytes());
    exchange.sendResponseHeaders(200, -1);
    exchange.close();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/v1/traces";
  }

  List<ReceivedSpan> spans() {
    return requests.stream().flatMap(request -> ReceivedSpan.read(request).stream()).toList();
  }

  List<ReceivedSpan> of(String traceId) {
    return spans().stream().filter(span -> span.traceId().equals(traceId)).toList();
  }

  /// The spans of the trace, when these are among them.
  List<ReceivedSpan> await(String traceId, String... names) {
    return Awaitility.await("spans " + List.of(names) + " of " + traceId)
        .atMost(Duration.ofSeconds(30))
        .until(() -> of(traceId), found -> names(found).containsAll(List.of(names)));
  }

  private static List<String> names(List<ReceivedSpan> spans) {
    return spans.stream().map(ReceivedSpan::name).toList();
  }

  /// Every byte that was ever sent.
  String raw() {
    return String.join(
        "\n", requests.stream().map(request -> new String(request, ISO_8859_1)).toList());
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
