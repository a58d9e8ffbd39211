package io.linkfleet.worker.webhook;

/// What came of one attempt to deliver.
sealed interface Outcome {
  record Delivered() implements Outcome {}

  /// The reason holds nothing a tenant may want hidden.
  record Refused(String reason) implements Outcome {}
}
