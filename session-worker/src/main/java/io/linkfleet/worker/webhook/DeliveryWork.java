package io.linkfleet.worker.webhook;

import io.linkfleet.registry.Deliveries;
import io.linkfleet.worker.pause.PauseWatch;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Semaphore;

/// What every delivery of a worker works with. `inFlight` bounds how many are under way; an event
/// that is `retryFor` old is not tried again.
public record DeliveryWork(
    Deliveries deliveries,
    Courier courier,
    DeadLetters deadLetters,
    RetryPause pause,
    Duration retryFor,
    DeliveryMeters meters,
    Semaphore inFlight,
    InstantSource clock,
    PauseWatch pauses) {}
