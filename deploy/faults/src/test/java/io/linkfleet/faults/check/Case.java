package io.linkfleet.faults.check;

import io.linkfleet.faults.broker.PublishedEvent;
import io.linkfleet.faults.check.Evidence.Overlap;
import io.linkfleet.faults.chronicle.Attempt;
import io.linkfleet.faults.chronicle.Call;
import io.linkfleet.faults.chronicle.Device;
import io.linkfleet.faults.chronicle.Op;
import io.linkfleet.faults.chronicle.Outage;
import io.linkfleet.faults.redis.StoredInstance;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A fleet in which all is well, and what a test changes in it.
final class Case {
  static final String JID = "5511900000001:1@s.whatsapp.net";
  static final String NAME = "support";
  static final String ID = "0f0e0d0c0b0a09080706050403020100";
  static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

  private final List<Call> calls = new ArrayList<>();
  private final List<Outage> outages = new ArrayList<>();
  private final List<Device> devices = new ArrayList<>();
  private final Map<String, Integer> linked = new HashMap<>();
  private final Map<String, String> statuses = new HashMap<>();
  private final List<PublishedEvent> events = new ArrayList<>();
  private final List<StoredInstance> stored = new ArrayList<>();
  private final Map<String, String> reasons = new HashMap<>();
  private final Map<String, String> owners = new HashMap<>();
  private Overlap overlap = new Overlap(0, 1, 0, 0);

  static Device device() {
    return Device.linked(JID, NAME, "5511900000001").asAnnounced();
  }

  Case device(Device device) {
    devices.add(device);
    return this;
  }

  Case listedByPhone(int connections) {
    linked.put(JID, connections);
    return this;
  }

  Case status(String status) {
    statuses.put(NAME, status);
    return this;
  }

  Case call(Op op, Duration took, int status, String message) {
    var attempt = new Attempt("gateway-1", NOON, took, Attempt.Result.ANSWERED);
    calls.add(new Call("suite-1", op, NAME, List.of(attempt), status, message));
    return this;
  }

  Case unanswered(Attempt.Result result) {
    var attempt = new Attempt("gateway-1", NOON, Duration.ofSeconds(18), result);
    calls.add(new Call("suite-1", Op.LOGOUT, NAME, List.of(attempt), 0, ""));
    return this;
  }

  Case outage(String part, Instant from, Instant to) {
    outages.add(new Outage(part, "killed", from, to));
    return this;
  }

  Case slow(String part) {
    outages.add(new Outage(part, Outage.SLOW, NOON.minusSeconds(1), NOON.plusSeconds(10)));
    return this;
  }

  Case owner(String worker) {
    owners.put(NAME, worker);
    return this;
  }

  Case event(long sequence, String text) {
    events.add(new PublishedEvent(ID, sequence, text));
    return this;
  }

  Case stored(boolean device, long departing, long eventCount, long unpublished) {
    stored.add(new StoredInstance(ID, NAME, "", device, departing, eventCount, unpublished, false));
    return this;
  }

  Case overlap(long millis, long most, long replaced, long withReason) {
    overlap = new Overlap(millis, most, replaced, withReason);
    return this;
  }

  Case reason(String reason) {
    reasons.put("suite-1", reason);
    return this;
  }

  Evidence evidence() {
    return new Evidence(
        calls, outages, devices, linked, statuses, overlap, events, stored, reasons, owners);
  }
}
