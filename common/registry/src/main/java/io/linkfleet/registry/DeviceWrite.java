package io.linkfleet.registry;

/// What became of a write that its owner was entitled to.
public enum DeviceWrite {
  /// It is as asked for, by this call or an earlier one of the same meaning.
  DONE,
  /// Nothing written: the instance is gone.
  NO_INSTANCE,
  /// Nothing written: the device named is not the one that is stored.
  OTHER_DEVICE
}
