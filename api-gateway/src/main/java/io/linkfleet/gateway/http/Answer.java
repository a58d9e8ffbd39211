package io.linkfleet.gateway.http;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;

/// A status, the envelope that goes with it, its fields in the order they were given, and headers.
public final class Answer {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final int status;
  private final Map<String, Object> body;
  private final Map<String, String> headers;

  private Answer(int status, Map<String, Object> body, Map<String, String> headers) {
    this.status = status;
    this.body = body;
    this.headers = headers;
  }

  public static Answer ok(String message) {
    return success(200, message);
  }

  public static Answer created(String message) {
    return success(201, message);
  }

  /// The text is part of the contract: clients tell failures apart by it.
  public static Answer failure(int status, String text) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("success", false);
    body.put("error", Map.of("message", text));
    return new Answer(status, body, Map.of());
  }

  private static Answer success(int status, String message) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("success", true);
    body.put("message", message);
    return new Answer(status, body, Map.of());
  }

  /// The same with one more field; a null value is written as null.
  public Answer with(String field, Object value) {
    Map<String, Object> more = new LinkedHashMap<>(body);
    more.put(field, value);
    return new Answer(status, more, headers);
  }

  /// The same with one more header.
  public Answer withHeader(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new Answer(status, body, more);
  }

  public int status() {
    return status;
  }

  Optional<String> failureText() {
    return body.get("error") instanceof Map<?, ?> error
        ? Optional.of(error.get("message").toString())
        : Optional.empty();
  }

  Map<String, String> headers() {
    return headers;
  }

  byte[] json() {
    return JSON.writeValueAsBytes(body);
  }
}
