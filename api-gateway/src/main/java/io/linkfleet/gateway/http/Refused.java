package io.linkfleet.gateway.http;

/// Ends a request with an answer before its endpoint is reached. No surprise, hence no stack trace.
public final class Refused extends RuntimeException {
  private final transient Answer answer;

  /// The reason is for the log.
  public Refused(Answer answer, String reason) {
    super(reason, null, false, false);
    this.answer = answer;
  }

  Answer answer() {
    return answer;
  }
}
