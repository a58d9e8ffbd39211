package io.linkfleet.gateway.http;

/// The failures that are no endpoint's own.
public final class Failures {
  public static final Answer INVALID_TOKEN = Answer.failure(401, "Invalid token");
  public static final Answer NOT_FOUND = Answer.failure(404, "Not found");
  public static final Answer RATE_LIMITED =
      Answer.failure(429, "Rate limit exceeded. Try again later.");
  static final Answer METHOD_NOT_ALLOWED = Answer.failure(405, "Method not allowed");
  static final Answer INVALID_BODY = Answer.failure(400, "Invalid request body");

  private Failures() {}

  /// For a status that the framework or Tomcat chose.
  static Answer ofStatus(int status) {
    return switch (status) {
      case 400 -> Answer.failure(400, "Bad request");
      case 401 -> INVALID_TOKEN;
      case 404 -> NOT_FOUND;
      case 405 -> METHOD_NOT_ALLOWED;
      case 413 -> Answer.failure(413, "Request body too large");
      case 414, 431 -> Answer.failure(status, "Request header too large");
      case 415 -> Answer.failure(415, "Unsupported media type");
      case 429 -> RATE_LIMITED;
      case 501 -> METHOD_NOT_ALLOWED;
      default ->
          status >= 400 && status < 500
              ? Answer.failure(status, "Bad request")
              : Answer.failure(status < 500 ? 500 : status, "Internal server error");
    };
  }
}
