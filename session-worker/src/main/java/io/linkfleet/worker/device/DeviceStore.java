package io.linkfleet.worker.device;

import io.linkfleet.contract.CommandId;
import io.linkfleet.contract.InstanceId;
import io.linkfleet.contract.Standing;
import io.linkfleet.registry.DeviceRecords;
import io.linkfleet.registry.DeviceWrite;
import io.linkfleet.registry.Entry;
import io.linkfleet.registry.Fence;
import io.linkfleet.registry.NumberJid;
import io.linkfleet.registry.SealedDevice;
import io.linkfleet.registry.StoredInstance;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;

/// The devices of the instances a worker owns, kept in the registry and sealed on the way there.
/// Every write may be repeated and proves ownership: [io.linkfleet.registry.StaleOwner] means that
/// nothing was written. [io.linkfleet.registry.RegistryUnavailable] leaves open whether it was.
public final class DeviceStore {
  private final DeviceRecords records;
  private final CredentialSeal seal;
  private final InstantSource clock;

  public DeviceStore(DeviceRecords records, CredentialSeal seal, InstantSource clock) {
    this.records = records;
    this.seal = seal;
    this.clock = clock;
  }

  /// The instances that have a device, linked or departing.
  public Set<InstanceId> linkedOf(int partition) {
    return records.linkedOf(partition);
  }

  /// Empty when there is no such instance. Throws [UnreadableCredentials].
  public Optional<StoredDevices> load(InstanceId instance) {
    return records.load(instance).map(stored -> opened(instance, stored));
  }

  /// Stores a device that is being paired.
  public void pair(Fence fence, InstanceId instance, DeviceCredentials device, Standing standing) {
    NumberJid jid = new NumberJid(device.jid().text());
    require(records.pair(fence, instance, sealed(instance, device), jid, entry(standing)), "pair");
  }

  /// Stores what was learnt about the linked device.
  public void update(
      Fence fence, InstanceId instance, DeviceCredentials device, Standing standing) {
    require(records.update(fence, instance, sealed(instance, device), entry(standing)), "update");
  }

  /// Makes the linked device a departing one, in one step, and remembers what command wanted it.
  public void depart(
      Fence fence,
      InstanceId instance,
      DeviceCredentials device,
      CommandId command,
      Standing standing) {
    require(records.depart(fence, instance, device.keyId(), command, entry(standing)), "depart");
  }

  /// Erases the keys of a departing device that is unlinked.
  public void eraseDeparted(Fence fence, InstanceId instance, String keyId, Standing standing) {
    require(records.erase(fence, instance, keyId, entry(standing)), "erase");
  }

  /// Erases the keys of the linked device, which WhatsApp has unlinked.
  public void eraseCurrent(Fence fence, InstanceId instance, String keyId, Standing standing) {
    require(records.eraseCurrent(fence, instance, keyId, entry(standing)), "erase current");
  }

  /// Ends the instance; the linked device becomes a departing one in the same step.
  public void delete(Fence fence, InstanceId instance, Optional<String> keyId, Standing standing) {
    require(records.delete(fence, instance, keyId, entry(standing)), "delete");
  }

  public void recordStanding(Fence fence, InstanceId instance, Standing standing) {
    require(records.recordStanding(fence, instance, entry(standing)), "record the standing");
  }

  private Entry entry(Standing standing) {
    return new Entry(standing, clock.instant());
  }

  private SealedDevice sealed(InstanceId instance, DeviceCredentials device) {
    return new SealedDevice(device.keyId(), seal.seal(instance, CredentialCodec.encode(device)));
  }

  private DeviceCredentials opened(InstanceId instance, SealedDevice device) {
    return CredentialCodec.decode(seal.open(instance, device.bytes()));
  }

  private StoredDevices opened(InstanceId instance, StoredInstance stored) {
    return new StoredDevices(
        stored.device().map(device -> opened(instance, device)),
        stored.departing().values().stream().map(device -> opened(instance, device)).toList(),
        stored.departingSince(),
        stored.logouts(),
        stored.instance().standing(),
        stored.deleted());
  }

  private static void require(DeviceWrite outcome, String what) {
    switch (outcome) {
      case DONE -> {}
      case NO_INSTANCE, OTHER_DEVICE ->
          throw new IllegalStateException("could not " + what + ": " + outcome);
    }
  }
}
