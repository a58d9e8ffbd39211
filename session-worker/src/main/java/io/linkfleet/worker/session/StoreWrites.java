package io.linkfleet.worker.session;

import io.linkfleet.contract.InstanceId;
import io.linkfleet.contract.Standing;
import io.linkfleet.registry.Fence;
import io.linkfleet.worker.device.DeviceStore;

/// What each [StoreWrite] does to the registry.
final class StoreWrites {
  private StoreWrites() {}

  /// Throws [io.linkfleet.registry.StaleOwner], [io.linkfleet.registry.RegistryUnavailable] or
  /// [io.linkfleet.registry.NotReplicated]; with the last two it may have been done all the same.
  static void carryOut(
      StoreWrite write, DeviceStore devices, Fence fence, InstanceId instance, Standing standing) {
    switch (write) {
      case StoreWrite.Pair(var device) -> devices.pair(fence, instance, device, standing);
      case StoreWrite.Update(var device) -> devices.update(fence, instance, device, standing);
      case StoreWrite.Depart(var device, var command) ->
          devices.depart(fence, instance, device, command, standing);
      case StoreWrite.EraseDeparted(var keyId) ->
          devices.eraseDeparted(fence, instance, keyId, standing);
      case StoreWrite.EraseCurrent(var keyId) ->
          devices.eraseCurrent(fence, instance, keyId, standing);
      case StoreWrite.Delete(var keyId) -> devices.delete(fence, instance, keyId, standing);
      case StoreWrite.RecordStanding() -> devices.recordStanding(fence, instance, standing);
      case StoreWrite.ProveOwnership() ->
          throw new IllegalArgumentException("a proof writes nothing");
    }
  }
}
