package io.linkfleet.gateway.dispatch;

import io.linkfleet.contract.Partitions;
import java.time.Duration;
import java.util.Objects;

/// What the dispatch is told. The time bounds of the producer follow from the reply timeout:
/// whatever the broker does, a caller is answered before it.
public record DispatchSettings(
    Partitions partitions, String gatewayId, int maxInFlight, Duration replyTimeout) {
  public DispatchSettings {
    Objects.requireNonNull(partitions, "partitions");
    Objects.requireNonNull(gatewayId, "gatewayId");
    Objects.requireNonNull(replyTimeout, "replyTimeout");
  }

  /// A third for finding the broker, and two thirds for its confirmation, one repeat included.
  int thirdOfReplyTimeoutMillis() {
    return (int) (replyTimeout.toMillis() / 3);
  }
}
