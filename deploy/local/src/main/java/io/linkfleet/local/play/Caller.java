package io.linkfleet.local.play;

import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Somebody with a base URL and perhaps a credential, who calls over HTTP and shows what it says
/// and hears.
public final class Caller {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private final HttpClient http;
  private final URI base;
  private final Optional<Credential> credential;
  private final PrintStream out;

  /// A header and the secret it carries after its prefix.
  private record Credential(String header, String prefix, String secret) {}

  private Caller(HttpClient http, URI base, Optional<Credential> credential, PrintStream out) {
    this.http = http;
    this.base = base;
    this.credential = credential;
    this.out = out;
  }

  public static Caller at(URI base, PrintStream out) {
    return new Caller(HttpClient.newHttpClient(), base, Optional.empty(), out);
  }

  public Caller withToken(String token) {
    return new Caller(http, base, Optional.of(new Credential("token", "", token)), out);
  }

  public Caller withBearer(String token) {
    var bearer = new Credential("Authorization", "Bearer ", token);
    return new Caller(http, base, Optional.of(bearer), out);
  }

  /// The same caller, who keeps to itself what it says and hears.
  Caller silently() {
    return new Caller(http, base, credential, new PrintStream(PrintStream.nullOutputStream()));
  }

  public Answer call(String method, String path) {
    return send(method, path, Optional.empty());
  }

  public Answer call(String method, String path, Map<String, String> body) {
    return send(method, path, Optional.of(JSON.valueToTree(body)));
  }

  private Answer send(String method, String path, Optional<JsonNode> body) {
    var request = HttpRequest.newBuilder(base.resolve(path)).timeout(PATIENCE);
    credential.ifPresent(c -> request.header(c.header(), c.prefix() + c.secret()));
    body.ifPresent(json -> request.header("Content-Type", "application/json"));
    request.method(
        method,
        body.map(json -> BodyPublishers.ofString(json.toString()))
            .orElseGet(BodyPublishers::noBody));
    showRequest(method, path, body);
    long started = System.nanoTime();
    HttpResponse<String> response = exchange(request.build());
    var took = Duration.ofNanos(System.nanoTime() - started);
    JsonNode answer = parse(response.body());
    out.printf("  ← %d in %d ms%n", response.statusCode(), took.toMillis());
    out.printf("    %s%n", Shown.json(answer));
    return new Answer(response.statusCode(), answer);
  }

  private HttpResponse<String> exchange(HttpRequest request) {
    try {
      return http.send(request, BodyHandlers.ofString());
    } catch (IOException e) {
      throw new PlayFailed("nobody answers at " + base, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new PlayFailed("interrupted while waiting for " + base, e);
    }
  }

  private static JsonNode parse(String text) {
    try {
      return text.isEmpty() ? JSON.nullNode() : JSON.readTree(text);
    } catch (JacksonException e) {
      throw new PlayFailed("the answer is no JSON", e);
    }
  }

  private void showRequest(String method, String path, Optional<JsonNode> body) {
    out.printf("  → %s %s%n", method, base.resolve(path));
    credential.ifPresent(
        c -> out.printf("    %s: %s%s%n", c.header(), c.prefix(), Shown.secret(c.secret())));
    body.ifPresent(json -> out.printf("    %s%n", Shown.json(json)));
  }
}
