package io.linkfleet.local.consumption;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.linkfleet.contract.EventCodec;
import io.linkfleet.contract.InstanceEvent;
import io.linkfleet.contract.WebhookTest;
import io.linkfleet.contract.WebhookUrl;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.ToIntFunction;

/// A tenant's server, on 127.0.0.1: answers as told and remembers which events it was told.
final class Receiver implements AutoCloseable {
  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final List<InstanceEvent> offered = new CopyOnWriteArrayList<>();
  private final List<InstanceEvent> taken = new CopyOnWriteArrayList<>();
  private final List<Test> tests = new CopyOnWriteArrayList<>();
  private volatile ToIntFunction<InstanceEvent> answer = event -> 200;

  /// A test as it came.
  record Test(Headers headers, String body) {}

  Receiver() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::handle);
    server.setExecutor(threads);
    server.start();
  }

  private void handle(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
    if (body.contains(WebhookTest.TYPE)) {
      tests.add(new Test(exchange.getRequestHeaders(), body));
      exchange.sendResponseHeaders(202, -1);
      exchange.close();
      return;
    }
    InstanceEvent event = EventCodec.decode(body.getBytes(UTF_8));
    int status = answer.applyAsInt(event);
    offered.add(event);
    if (status == 200) {
      taken.add(event);
    }
    exchange.sendResponseHeaders(status, -1);
    exchange.close();
  }

  WebhookUrl url() {
    return new WebhookUrl("http://127.0.0.1:" + server.getAddress().getPort() + "/");
  }

  void answers(ToIntFunction<InstanceEvent> status) {
    answer = status;
  }

  List<InstanceEvent> offered() {
    return List.copyOf(offered);
  }

  List<InstanceEvent> taken() {
    return List.copyOf(taken);
  }

  List<Test> tests() {
    return List.copyOf(tests);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.close();
  }
}
