package io.linkfleet.faults.check;

import io.linkfleet.faults.broker.PublishedEvent;
import io.linkfleet.faults.chronicle.Call;
import io.linkfleet.faults.chronicle.Device;
import io.linkfleet.faults.chronicle.Outage;
import io.linkfleet.faults.redis.StoredInstance;
import java.util.List;
import java.util.Map;

/// Everything that is looked at once faults are healed and the fleet has had time to settle.
/// `linked` is what the phones list, by address, with how many connections each device has;
/// `statuses` what the API says of each instance; `unpublished` the reasons gateways gave for
/// calls that came to nothing, by the call's id; `owners` the worker that owns each instance, by
/// the instance's name, in the end.
public record Evidence(
    List<Call> calls,
    List<Outage> outages,
    List<Device> devices,
    Map<String, Integer> linked,
    Map<String, String> statuses,
    Overlap overlap,
    List<PublishedEvent> events,
    List<StoredInstance> stored,
    Map<String, String> reasons,
    Map<String, String> owners) {

  /// What the simulator counted: the longest a connection outlived its device's next login, the
  /// most connections of one device, how many were replaced, and how many of these at most have a
  /// good reason.
  public record Overlap(
      long longestMillis, long mostConnections, long replaced, long replacedWithReason) {}
}
