package io.linkfleet.faults.alert;

import io.linkfleet.faults.fleet.Gateway;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The API as one account sees it: the gateways in turn, one attempt.
final class Api {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Duration PATIENCE = Duration.ofSeconds(25);

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(PATIENCE).build();
  private final AtomicInteger turn = new AtomicInteger();
  private final List<Gateway> gateways;
  private final String token;

  /// `status` is 0 when nobody answered.
  record Answer(int status, JsonNode body) {}

  /// As a new account.
  Api(List<Gateway> gateways, String operatorToken) {
    this.gateways = List.copyOf(gateways);
    HttpRequest.Builder create =
        request("/admin/accounts").header("Authorization", "Bearer " + operatorToken);
    token =
        send(create, "POST", "{\"name\":\"alerts\"}")
            .body()
            .required("account")
            .required("token")
            .stringValue();
  }

  /// Never throws for what becomes of it.
  Answer call(String method, String path, String body) {
    return send(request(path).header("token", token), method, body);
  }

  /// As somebody whose token nobody gave out.
  Answer callAsStranger(String path) {
    return send(request(path).header("token", "not-a-token-of-anybody"), "GET", "");
  }

  private HttpRequest.Builder request(String path) {
    URI url = gateways.get(Math.floorMod(turn.getAndIncrement(), gateways.size())).url();
    return HttpRequest.newBuilder(url.resolve(path)).timeout(PATIENCE);
  }

  private Answer send(HttpRequest.Builder request, String method, String body) {
    try {
      HttpResponse<String> response =
          http.send(
              request
                  .header("Content-Type", "application/json")
                  .method(method, BodyPublishers.ofString(body))
                  .build(),
              BodyHandlers.ofString());
      return new Answer(response.statusCode(), JSON.readTree(response.body()));
    } catch (IOException | JacksonException e) {
      return new Answer(0, JSON.createObjectNode());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Answer(0, JSON.createObjectNode());
    }
  }
}
