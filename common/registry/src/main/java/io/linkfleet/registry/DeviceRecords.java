package io.linkfleet.registry;

import io.linkfleet.contract.InstanceId;
import io.linkfleet.contract.InstanceStatus;
import io.linkfleet.contract.Partitions;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// The credentials of the instances of a partition, for its owner. Every write compares the fence
/// in the script that writes: [StaleOwner] means that nothing was written. Every write may be
/// repeated. Those that a pairing or a logout is acknowledged by return only once the configured
/// number of replicas holds them, else throw [NotReplicated].
public final class DeviceRecords {
  private static final Script LOAD = Script.named("load");
  private static final Script PAIR = Script.fenced("pair");
  private static final Script UPDATE = Script.fenced("update");
  private static final Script DEPART = Script.fenced("depart");
  private static final Script ERASE = Script.fenced("erase");
  private static final Script ERASE_CURRENT = Script.fenced("erase_current");
  private static final Script RECORD_STATUS = Script.fenced("record_status");

  private final Redis redis;
  private final Partitions partitions;

  DeviceRecords(Redis redis, Partitions partitions) {
    this.redis = redis;
    this.partitions = partitions;
  }

  /// The instances of the partition that have a device, current or departing: all its owner has
  /// to care for without being asked.
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
            InstanceRecord.of(instance, fields),
            fields.findBytes("device").map(SealedDevice::ofStored),
            departing));
  }

  /// Stores the device that pairing made. [DeviceWrite#OTHER_DEVICE] when another one is current:
  /// it has to depart first, or nobody could ever unlink it.
  public DeviceWrite pair(
      Fence fence,
      InstanceId instance,
      SealedDevice device,
      NumberJid numberJid,
      InstanceStatus status,
      Instant at) {
    Args args =
        args(fence, instance)
            .and(device.deviceKeyId())
            .and(device.stored())
            .and(numberJid.value())
            .and(status.wireName())
            .and(at.toEpochMilli());
    return writeDurably(PAIR, fence, instance, args);
  }

  /// Replaces the sealed bytes of the device, provided it is still the current one. Not waited for
  /// on replicas.
  public DeviceWrite update(Fence fence, InstanceId instance, SealedDevice device) {
    Args args = args(fence, instance).and(device.deviceKeyId()).and(device.stored());
    return write(UPDATE, fence, instance, args);
  }

  /// Makes the current device a departing one: its keys leave the instance and serve nothing but
  /// the unlink from then on. [DeviceWrite#DONE] also when that device is departing already;
  /// [DeviceWrite#OTHER_DEVICE] when it is neither current nor departing, so that a logout which
  /// comes twice can never hit a later pairing.
  public DeviceWrite depart(
      Fence fence, InstanceId instance, String deviceKeyId, InstanceStatus status, Instant at) {
    Args args =
        args(fence, instance).and(deviceKeyId).and(status.wireName()).and(at.toEpochMilli());
    return writeDurably(DEPART, fence, instance, args);
  }

  /// Erases the keys of a departing device, once WhatsApp has confirmed that it is unlinked.
  public DeviceWrite erase(Fence fence, InstanceId instance, String deviceKeyId) {
    return writeDurably(ERASE, fence, instance, args(fence, instance).and(deviceKeyId));
  }

  /// Erases the keys of the current device, which the phone has unlinked.
  public DeviceWrite eraseCurrent(
      Fence fence, InstanceId instance, String deviceKeyId, InstanceStatus status, Instant at) {
    Args args =
        args(fence, instance).and(deviceKeyId).and(status.wireName()).and(at.toEpochMilli());
    return writeDurably(ERASE_CURRENT, fence, instance, args);
  }

  /// Records what the instance is doing now. `at` counts only if that is a change. Not waited for
  /// on replicas.
  public DeviceWrite recordStatus(
      Fence fence, InstanceId instance, InstanceStatus status, Instant at) {
    Args args = args(fence, instance).and(status.wireName()).and(at.toEpochMilli());
    return write(RECORD_STATUS, fence, instance, args);
  }

  private static Args args(Fence fence, InstanceId instance) {
    return Args.of(fence).and(instance.value());
  }

  private DeviceWrite write(Script script, Fence fence, InstanceId instance, Args args) {
    return outcome(redis.text(script, keys(fence, instance), args), fence);
  }

  private DeviceWrite writeDurably(Script script, Fence fence, InstanceId instance, Args args) {
    return outcome(redis.textDurably(script, keys(fence, instance), args), fence);
  }

  private List<String> keys(Fence fence, InstanceId instance) {
    if (partitions.of(instance) != fence.partition()) {
      throw new IllegalArgumentException(
          "instance " + instance + " is not of partition " + fence.partition());
    }
    return List.of(
        Keys.owner(fence.partition()),
        Keys.instance(partitions, instance),
        Keys.departing(partitions, instance),
        Keys.linked(fence.partition()));
  }

  private static DeviceWrite outcome(String answer, Fence fence) {
    if (answer.equals("STALE")) {
      throw new StaleOwner(fence);
    }
    return DeviceWrite.valueOf(answer);
  }
}
