package io.linkfleet.faults.chronicle;

import java.time.Duration;
import java.util.List;

/// What is called, how long an answer may take, and the answers that the contract knows. An
/// answer is written as status, blank, message; one that ends with an asterisk stands for all
/// that begin so.
public enum Op {
  LOGOUT(15),
  CONNECT(20),
  RECONNECT(15),
  LIST(15),
  CREATE(15),
  DELETE(15);

  private final int deadlineSeconds;

  Op(int deadlineSeconds) {
    this.deadlineSeconds = deadlineSeconds;
  }

  public Duration deadline() {
    return Duration.ofSeconds(deadlineSeconds);
  }

  public boolean mayAnswer(int status, String message) {
    String answer = status + " " + message;
    return (answer.equals("404 Instance not found") && this != CREATE)
        || answers().stream().anyMatch(known -> stands(known, answer));
  }

  private static boolean stands(String known, String answer) {
    return known.endsWith("*")
        ? answer.startsWith(known.substring(0, known.length() - 1))
        : answer.equals(known);
  }

  private List<String> answers() {
    return switch (this) {
      case LOGOUT -> List.of("200 Instance logged out", "500 Failed to logout instance");
      case CONNECT ->
          List.of(
              "200 QR code generated",
              "200 Instance already connected",
              "500 Failed to connect instance");
      case RECONNECT ->
          List.of(
              "200 Reconnect initiated",
              "400 Instance has no saved session — call /connect first",
              "500 Failed to reconnect: *");
      case LIST -> List.of("200 *", "500 Failed to list instances");
      case CREATE ->
          List.of(
              "201 Instance created",
              "409 Instance already exists",
              "500 Failed to create instance");
      case DELETE -> List.of("200 Instance deleted", "500 Failed to delete instance: *");
    };
  }
}
