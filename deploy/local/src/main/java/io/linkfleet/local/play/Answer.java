package io.linkfleet.local.play;

import tools.jackson.databind.JsonNode;

/// What came back for one HTTP call.
public record Answer(int status, JsonNode body) {

  /// Throws [PlayFailed] unless the status is the one expected.
  public Answer requireStatus(int expected, String wish) {
    if (status != expected) {
      throw new PlayFailed(
          "%s should be answered with %d, not %d: %s"
              .formatted(wish, expected, status, Shown.json(body)));
    }
    return this;
  }
}
