package io.linkfleet.worker.session;

import io.linkfleet.worker.device.DeviceCredentials;
import java.util.Optional;

/// What must be durable before a transition is taken. The standing of the next state is stored
/// with each. All are idempotent and fenced by the owner's epoch.
sealed interface StoreWrite {

  /// A new device.
  record Pair(DeviceCredentials device) implements StoreWrite {}

  /// What was learnt about the current device.
  record Update(DeviceCredentials device) implements StoreWrite {}

  /// The current device becomes a departing one, in one step.
  record Depart(DeviceCredentials device) implements StoreWrite {}

  /// The keys of an unlinked departing device.
  record EraseDeparted(String keyId) implements StoreWrite {}

  /// The keys of the current device, which is unlinked already.
  record EraseCurrent(String keyId) implements StoreWrite {}

  /// The record goes; the current device, if there is one, becomes a departing one with it.
  record Delete(Optional<String> keyId) implements StoreWrite {}

  record RecordStanding() implements StoreWrite {}
}
