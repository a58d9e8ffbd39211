package io.linkfleet.worker.pause;

/// That something was proved a moment ago. To be asked once more right before whatever can't be
/// taken back: a claim that does not stand any more has to be proved anew.
@FunctionalInterface
public interface Claim {
  boolean stands();
}
