package io.linkfleet.worker.session;

import io.linkfleet.contract.CommandId;
import io.linkfleet.worker.device.DeviceCredentials;
import java.util.Optional;

/// What must be durable, or at least proved, before a transition is taken. The standing of the next
/// state is stored with each write. All are idempotent and fenced by the owner's epoch.
sealed interface StoreWrite {

  /// A new device.
  record Pair(DeviceCredentials device) implements StoreWrite {}

  /// What was learnt about the current device.
  record Update(DeviceCredentials device) implements StoreWrite {}

  /// The current device becomes a departing one, in one step, as that command wanted.
  record Depart(DeviceCredentials device, CommandId command) implements StoreWrite {}

  /// The keys of an unlinked departing device.
  record EraseDeparted(String keyId) implements StoreWrite {}

  /// The keys of the current device, which is unlinked already.
  record EraseCurrent(String keyId) implements StoreWrite {}

  /// The record goes; the current device, if there is one, becomes a departing one with it.
  record Delete(Optional<String> keyId) implements StoreWrite {}

  record RecordStanding() implements StoreWrite {}

  /// Writes nothing: what a step that speaks to WhatsApp for the device needs when there is nothing
  /// to store, so that a stale owner throws nobody out and unlinks nothing.
  record ProveOwnership() implements StoreWrite {}
}
