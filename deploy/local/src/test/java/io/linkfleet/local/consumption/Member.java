package io.linkfleet.local.consumption;

import io.linkfleet.local.Program;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// One of several workers, and what its health endpoint says.
record Member(Program program, int managementPort) implements AutoCloseable {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  int partitions() {
    return health().at("/components/ownership/details/partitions").asInt(0);
  }

  boolean isUp() {
    return health().at("/status").asString("").equals("UP");
  }

  private JsonNode health() {
    URI uri = URI.create("http://127.0.0.1:" + managementPort + "/actuator/health");
    try (HttpClient client = HttpClient.newHttpClient()) {
      var response = client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
      return JSON.readTree(response.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /// Returns when it has stopped; closing it afterwards does nothing.
  void stop() {
    program.close();
  }

  @Override
  public void close() {
    stop();
  }
}
