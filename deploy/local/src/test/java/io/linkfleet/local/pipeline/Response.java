package io.linkfleet.local.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// An HTTP response; header names are lower-case.
record Response(int status, Map<String, List<String>> headers, String body) {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  static final String LOGGED_OUT =
      """
      {"success":true,"message":"Instance logged out","instance":{"status":"loggedout"}}
      """;

  JsonNode json() {
    return JSON.readTree(body);
  }

  Optional<String> header(String name) {
    return headers.getOrDefault(name, List.of()).stream().findFirst();
  }

  long number(String header) {
    return Long.parseLong(header(header).orElseThrow(() -> new AssertionError("no " + header)));
  }

  void isLoggedOut() {
    assertThat(status).as(body).isEqualTo(200);
    assertThat(json()).isEqualTo(JSON.readTree(LOGGED_OUT));
    isJson();
  }

  /// The failure envelope and nothing else in the body.
  void isFailure(int expectedStatus, String message) {
    assertThat(status).as(body).isEqualTo(expectedStatus);
    assertThat(json()).isEqualTo(failure(message));
    isJson();
  }

  /// A failure envelope whose text may be any.
  void isSomeFailure(int... statuses) {
    assertThat(statuses).as(body).contains(status);
    isJson();
    assertThat(json()).isEqualTo(failure(json().at("/error/message").asString()));
    assertThat(json().at("/error/message").asString()).isNotBlank();
  }

  private void isJson() {
    assertThat(header("content-type")).get().asString().startsWith("application/json");
  }

  private static JsonNode failure(String message) {
    return JSON.valueToTree(Map.of("success", false, "error", Map.of("message", message)));
  }
}
