package io.linkfleet.worker.session;

import io.linkfleet.worker.device.DeviceStore;
import io.linkfleet.worker.outage.Outages;
import io.linkfleet.worker.pause.PauseWatch;
import io.linkfleet.worker.whatsapp.WhatsApp;
import java.security.SecureRandom;
import java.time.InstantSource;

/// What every session of a worker shares.
public record Surroundings(
    WhatsApp whatsApp,
    DeviceStore devices,
    Timers timers,
    Backoff backoff,
    InstantSource clock,
    SecureRandom random,
    Outages outages,
    PauseWatch pauses,
    SessionMeters meters,
    TransitionHistory history) {}
