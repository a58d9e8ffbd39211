package io.linkfleet.local.pipeline;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/// Calls against one base URL.
record Http(URI base) {
  private static final HttpClient CLIENT =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private static final JsonMapper JSON = JsonMapper.builder().build();

  Response get(String path, String... headers) {
    return send(request(path, headers).GET());
  }

  Response delete(String path, String... headers) {
    return send(request(path, headers).DELETE());
  }

  Response post(String path, Map<String, ?> body, String... headers) {
    return postText(path, JSON.writeValueAsString(body), headers);
  }

  Response postText(String path, String body, String... headers) {
    var request = request(path, headers).header("Content-Type", "application/json");
    return send(request.POST(BodyPublishers.ofString(body)));
  }

  Response put(String path, Map<String, ?> body) {
    var request = request(path).header("Content-Type", "application/json");
    return send(request.PUT(BodyPublishers.ofString(JSON.writeValueAsString(body))));
  }

  private HttpRequest.Builder request(String path, String... headers) {
    var request = HttpRequest.newBuilder(base.resolve(path)).timeout(Duration.ofSeconds(90));
    return headers.length == 0 ? request : request.headers(headers);
  }

  private static Response send(HttpRequest.Builder request) {
    try {
      HttpResponse<String> response = CLIENT.send(request.build(), BodyHandlers.ofString());
      return new Response(response.statusCode(), response.headers().map(), response.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
