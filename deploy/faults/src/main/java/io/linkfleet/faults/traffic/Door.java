package io.linkfleet.faults.traffic;

import io.linkfleet.faults.chronicle.Attempt;
import io.linkfleet.faults.chronicle.Attempt.Result;
import io.linkfleet.faults.chronicle.Call;
import io.linkfleet.faults.chronicle.Chronicle;
import io.linkfleet.faults.chronicle.Op;
import io.linkfleet.faults.fleet.Gateway;
import io.linkfleet.faults.process.Patience;
import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The way into the fleet for all callers: connections that are kept alive to every gateway,
/// taken in turn, and the other one when one does not answer.
public final class Door {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Duration CONNECT = Duration.ofSeconds(2);

  /// What a caller grants beyond the deadline before it gives a gateway up.
  private static final Duration GRACE = Duration.ofSeconds(3);

  private static final Duration PAUSE = Duration.ofMillis(200);
  private static final int MOST_ATTEMPTS = 6;

  private final List<Gateway> gateways;
  private final Chronicle chronicle;
  private final AtomicLong turn = new AtomicLong();
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(CONNECT).build();

  public Door(List<Gateway> gateways, Chronicle chronicle) {
    this.gateways = List.copyOf(gateways);
    this.chronicle = chronicle;
  }

  private record Said(int status, String body) {}

  /// Makes the call and records it. Never throws for what becomes of it.
  Answer call(Op op, String instance, String method, String path, String token, String body) {
    long number = turn.incrementAndGet();
    String id = "suite-" + number;
    List<Attempt> attempts = new ArrayList<>();
    Optional<Said> said = Optional.empty();
    while (said.isEmpty() && attempts.size() < MOST_ATTEMPTS) {
      if (!attempts.isEmpty()) {
        Patience.rest(PAUSE);
      }
      int index = (int) ((number + attempts.size()) % gateways.size());
      Gateway gateway = gateways.get(index);
      HttpRequest request =
          HttpRequest.newBuilder(gateway.url().resolve(path))
              .timeout(op.deadline().plus(GRACE))
              .header("token", token)
              .header("X-Request-Id", id)
              .header("Content-Type", "application/json")
              .method(method, BodyPublishers.ofString(body))
              .build();
      said = attempt(gateway, request, attempts);
    }
    JsonNode json = said.map(answer -> read(answer.body())).orElseGet(JSON::createObjectNode);
    String message = json.path("message").asString(json.path("error").path("message").asString(""));
    Call call = new Call(id, op, instance, attempts, said.map(Said::status).orElse(0), message);
    chronicle.add(call);
    return new Answer(call, json);
  }

  private Optional<Said> attempt(Gateway gateway, HttpRequest request, List<Attempt> attempts) {
    Instant at = Instant.now();
    Result result = Result.ANSWERED;
    Optional<Said> said = Optional.empty();
    try {
      HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
      said = Optional.of(new Said(response.statusCode(), response.body()));
    } catch (ConnectException | HttpConnectTimeoutException e) {
      result = Result.REFUSED;
    } catch (HttpTimeoutException e) {
      result = Result.SILENT;
    } catch (IOException e) {
      result = Result.BROKEN;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      result = Result.BROKEN;
    }
    attempts.add(new Attempt(gateway.name(), at, Duration.between(at, Instant.now()), result));
    return said;
  }

  private static JsonNode read(String body) {
    try {
      return JSON.readTree(body);
    } catch (JacksonException e) {
      return JSON.createObjectNode();
    }
  }

  /// For the operator, before any fault: the new account's token.
  public String newAccount(String name, String operatorToken) {
    HttpRequest request =
        HttpRequest.newBuilder(gateways.getFirst().url().resolve("/admin/accounts"))
            .header("Authorization", "Bearer " + operatorToken)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(JSON.createObjectNode().put("name", name).toString()))
            .build();
    try {
      HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
      return read(response.body()).required("account").required("token").stringValue();
    } catch (IOException e) {
      throw new IllegalStateException("no account was made", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while an account was made", e);
    }
  }
}
