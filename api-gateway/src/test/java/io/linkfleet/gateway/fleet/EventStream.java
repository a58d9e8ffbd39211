package io.linkfleet.gateway.fleet;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A page that reads `GET /api/instance/events`.
public final class EventStream implements AutoCloseable {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final HttpClient client = HttpClient.newHttpClient();
  private final HttpResponse<InputStream> response;
  private final List<Told> told = new CopyOnWriteArrayList<>();
  private final Thread reader;
  private final AtomicInteger comments = new AtomicInteger();
  private volatile Optional<String> lastId = Optional.empty();

  /// One event as it came.
  public record Told(String event, Optional<String> id, JsonNode data) {
    /// Of an `instance`.
    public String status() {
      return data.at("/instance/status").asString();
    }

    /// Of `instances`.
    public List<String> names() {
      return data.path("instances").valueStream().map(one -> one.path("name").asString()).toList();
    }
  }

  public EventStream(int port, String token) {
    this(port, token, Optional.empty());
  }

  /// `seen` is the id of the last event it saw.
  public EventStream(int port, String token, Optional<String> seen) {
    URI uri = URI.create("http://127.0.0.1:" + port + "/api/instance/events");
    HttpRequest.Builder request = HttpRequest.newBuilder(uri).header("token", token);
    seen.ifPresent(id -> request.header("Last-Event-ID", id));
    lastId = seen;
    try {
      response = client.send(request.build(), BodyHandlers.ofInputStream());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    reader = Thread.ofVirtual().start(this::read);
  }

  private void read() {
    try (var lines =
        new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
      List<String> block = new ArrayList<>();
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith(":")) {
          comments.incrementAndGet();
        } else if (!line.isEmpty()) {
          block.add(line);
        } else if (!block.isEmpty()) {
          take(List.copyOf(block));
          block.clear();
        }
      }
    } catch (IOException cut) {
      // Over, however it ended.
    }
  }

  private void take(List<String> block) {
    Optional<String> id = field(block, "id: ").findFirst();
    Told one =
        new Told(
            field(block, "event: ").findFirst().orElseThrow(),
            id,
            JSON.readTree(field(block, "data: ").findFirst().orElseThrow()));
    if (id.isPresent()) {
      lastId = id;
    }
    told.add(one);
  }

  private static Stream<String> field(List<String> block, String name) {
    return block.stream()
        .filter(line -> line.startsWith(name))
        .map(line -> line.substring(name.length()));
  }

  public int status() {
    return response.statusCode();
  }

  public String header(String name) {
    return response.headers().firstValue(name).orElse("");
  }

  public List<Told> told() {
    return List.copyOf(told);
  }

  public int comments() {
    return comments.get();
  }

  public Optional<String> lastId() {
    return lastId;
  }

  /// Waits for so many events.
  public List<Told> await(int count) {
    GatewayInFleet.awaitUntil(() -> told.size() >= count);
    return told();
  }

  public void awaitEnd() {
    GatewayInFleet.awaitUntil(() -> !reader.isAlive());
  }

  public boolean isOpen() {
    return reader.isAlive();
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
