package io.linkfleet.worker.ownership;

import io.linkfleet.registry.Ownerships;
import io.linkfleet.tracing.Spans;
import io.linkfleet.worker.events.EventPublisher;
import io.linkfleet.worker.session.Surroundings;
import io.linkfleet.worker.session.Timers;
import java.time.Duration;
import java.util.concurrent.Executor;

/// What every partition of a worker works with.
///
/// `acquireRetry` is the wait after the epoch could not be taken; `reclaimAfter`, longer than
/// Kafka's session timeout, is how long a partition that stepped back stays assigned before we
/// believe that it is ours after all.
public record PartitionWork(
    String workerId,
    Ownerships ownerships,
    Surroundings surroundings,
    ReplyPublisher replies,
    EventPublisher events,
    Pace pace,
    Executor executor,
    Duration acquireRetry,
    Duration reclaimAfter,
    OwnershipMeters meters,
    Spans spans) {
  Timers timers() {
    return surroundings.timers();
  }
}
