package io.linkfleet.worker.webhook;

import io.linkfleet.registry.Deliveries;
import io.linkfleet.worker.pause.PauseWatch;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Semaphore;

/// What every delivery of a worker works with. `inFlight` bounds how many are under way; an event
/// that is `retryFor` old is not tried again, nor the oldest of an instance with more than
/// `mostQueued`.
public record DeliveryWork(
    Deliveries deliveries,
    Courier courier,
    DeadLetters deadLetters,
    RetryPause pause,
    Duration retryFor,
    int mostQueued,
    DeliveryMeters meters,
    Semaphore inFlight,
    InstantSource clock,
    PauseWatch pauses) {}
