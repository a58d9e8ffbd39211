package io.linkfleet.faults.alert;

/// Something that is done to the fleet, or to what it rests on, and undone by [Healing#heal].
interface Harm {
  /// Begins; returns at once.
  Healing inflict(Scene scene);

  /// Returns when nothing of the harm goes on; the fleet may still be recovering then.
  interface Healing {
    void heal();
  }
}
