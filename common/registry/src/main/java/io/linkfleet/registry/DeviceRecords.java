package io.linkfleet.registry;

import io.linkfleet.contract.CommandId;
import io.linkfleet.contract.InstanceId;
import io.linkfleet.contract.Partitions;
import io.linkfleet.contract.SharedSeal;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The credentials of the instances of a partition, for its owner. Every write compares the fence
/// in the script that writes: [StaleOwner] means that nothing was written. Every write may be
/// repeated. One that failed may be carried out late, yet never after a later one of the same
/// instance, provided that one caller at a time writes about it. Those that a pairing or a logout
/// is acknowledged by return only once the configured number of replicas holds them, else throw
/// [NotReplicated]. What is worth an event is queued in the same step as it is stored: see
/// [Outbox].
public final class DeviceRecords {
  private static final Script LOAD = Script.named("load");
  private static final Script PAIR = Script.writing("pair");
  private static final Script UPDATE = Script.writing("update");
  private static final Script DEPART = Script.writing("depart");
  private static final Script ERASE = Script.writing("erase");
  private static final Script DELETE = Script.writing("delete");
  private static final Script ERASE_CURRENT = Script.writing("erase_current");
  private static final Script RECORD_STANDING = Script.writing("record_standing");

  private final Redis redis;
  private final Partitions partitions;
  private final SharedSeal seal;

  /// Of the last write: the scripts tell by it which of two was meant to be the first.
  private final AtomicLong writes = new AtomicLong();

  DeviceRecords(Redis redis, Partitions partitions, SharedSeal seal) {
    this.redis = redis;
    this.partitions = partitions;
    this.seal = seal;
  }

  /// The instances of the partition that have a device, current or departing: all its owner has to
  /// care for without being asked.
  public Set<InstanceId> linkedOf(int partition) {
    return redis.members(Keys.linked(partition)).stream()
        .map(InstanceId::new)
        .collect(Collectors.toUnmodifiableSet());
  }

  /// One round trip, one moment. Empty when there is no such instance.
  public Optional<StoredInstance> load(InstanceId instance) {
    List<String> keys =
        List.of(Keys.instance(partitions, instance), Keys.departing(partitions, instance));
    List<?> answer = redis.list(LOAD, keys, Args.of());
    Fields fields = Fields.ofPairs(answer.get(0));
    if (fields.isEmpty()) {
      return Optional.empty();
    }
    Map<String, SealedDevice> departing = new HashMap<>();
    Fields.ofPairs(answer.get(1))
        .asMap()
        .forEach((keyId, stored) -> departing.put(keyId, SealedDevice.ofStored(stored)));
    return Optional.of(
        new StoredInstance(
            InstanceRecord.of(instance, fields, seal),
            fields.findBytes("device").map(SealedDevice::ofStored),
            departing,
            departingSince(fields, departing.keySet()),
            logouts(fields),
            InstanceRecord.isDeleted(fields)));
  }

  private static Map<String, Instant> departingSince(Fields fields, Set<String> keyIds) {
    Map<String, Instant> since = new HashMap<>();
    for (String keyId : keyIds) {
      fields
          .find("departing:" + keyId)
          .ifPresent(at -> since.put(keyId, Instant.ofEpochMilli(Long.parseLong(at))));
    }
    return since;
  }

  private static Set<CommandId> logouts(Fields fields) {
    return fields.find("logouts").stream()
        .flatMap(ids -> Stream.of(ids.strip().split(" ")))
        .map(CommandId::new)
        .collect(Collectors.toUnmodifiableSet());
  }

  /// Stores the device that pairing made. [DeviceWrite#OTHER_DEVICE] when another one is current:
  /// it has to depart first, or nobody could ever unlink it.
  public DeviceWrite pair(
      Fence fence, InstanceId instance, SealedDevice device, NumberJid numberJid, Entry entry) {
    Args args =
        args(fence, instance, entry)
            .and(device.deviceKeyId())
            .and(device.stored())
            .and(numberJid.sealed(instance, seal));
    return writeDurably(PAIR, fence, instance, args);
  }

  /// Replaces the sealed bytes of the device, provided it is still the current one. Not waited for
  /// on replicas.
  public DeviceWrite update(Fence fence, InstanceId instance, SealedDevice device, Entry entry) {
    Args args = args(fence, instance, entry).and(device.deviceKeyId()).and(device.stored());
    return write(UPDATE, fence, instance, args);
  }

  /// Makes the current device a departing one: its keys leave the instance and serve nothing but
  /// the unlink from then on. [DeviceWrite#DONE] also when that device is departing already;
  /// [DeviceWrite#OTHER_DEVICE] when it is neither current nor departing, so that a logout which
  /// comes twice can never hit a later pairing. The command is remembered: see
  /// [StoredInstance#logouts].
  public DeviceWrite depart(
      Fence fence, InstanceId instance, String deviceKeyId, CommandId command, Entry entry) {
    Args args = args(fence, instance, entry).and(deviceKeyId).and(command.value());
    return writeDurably(DEPART, fence, instance, args);
  }

  /// Erases the keys of a departing device, once WhatsApp has confirmed that it is unlinked, and
  /// queues the event that tells.
  public DeviceWrite erase(Fence fence, InstanceId instance, String deviceKeyId, Entry entry) {
    return writeDurably(ERASE, fence, instance, args(fence, instance, entry).and(deviceKeyId));
  }

  /// Erases the keys of the current device, which the phone has unlinked.
  public DeviceWrite eraseCurrent(
      Fence fence, InstanceId instance, String deviceKeyId, Entry entry) {
    Args args = args(fence, instance, entry).and(deviceKeyId);
    return writeDurably(ERASE_CURRENT, fence, instance, args);
  }

  /// Ends the instance. Its current device, which must be the one named, becomes a departing one;
  /// the record goes with the last of these.
  public DeviceWrite delete(
      Fence fence, InstanceId instance, Optional<String> deviceKeyId, Entry entry) {
    Args args = args(fence, instance, entry).and(deviceKeyId.orElse(""));
    return writeDurably(DELETE, fence, instance, args);
  }

  /// Records what the instance is doing now. Not waited for on replicas.
  public DeviceWrite recordStanding(Fence fence, InstanceId instance, Entry entry) {
    return write(RECORD_STANDING, fence, instance, args(fence, instance, entry));
  }

  private Args args(Fence fence, InstanceId instance, Entry entry) {
    return Args.of(fence)
        .and(instance.value())
        .and(entry.at().toEpochMilli())
        .and(entry.standing().status().wireName())
        .and(entry.standing().reason().wireName())
        .and(entry.standing().until().map(end -> Long.toString(end.toEpochMilli())).orElse(""))
        .and(writes.incrementAndGet());
  }

  private DeviceWrite write(Script script, Fence fence, InstanceId instance, Args args) {
    return outcome(redis.text(script, keys(fence, instance), args), fence);
  }

  private DeviceWrite writeDurably(Script script, Fence fence, InstanceId instance, Args args) {
    return outcome(redis.textDurably(script, keys(fence, instance), args), fence);
  }

  private List<String> keys(Fence fence, InstanceId instance) {
    return Keys.fenced(partitions, fence, instance);
  }

  private static DeviceWrite outcome(String answer, Fence fence) {
    if (answer.equals("STALE")) {
      throw new StaleOwner(fence);
    }
    if (answer.equals("OVERTAKEN")) {
      throw new RegistryUnavailable(
          "a later write of the instance was carried out before this one");
    }
    return DeviceWrite.valueOf(answer);
  }
}
