package io.linkfleet.faults.redis;

/// An instance as Redis holds it: `device` whether keys of a current device are there,
/// `departing` how many departing devices' keys, `events` the sequence of its last event,
/// `unpublished` how many events wait for the broker.
public record StoredInstance(
    String id,
    String name,
    String numberJid,
    boolean device,
    long departing,
    long events,
    long unpublished,
    boolean deleted) {}
