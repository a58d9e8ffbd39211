package io.linkfleet.simulator.fault;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/// The faults in force; [#NONE] is an honest server.
///
/// `unlinkError` is the error code an unlink is answered with (it then removes nothing),
/// `failureReason` that of every login's `<failure>`, `delay` how long everything the server sends
/// is held back, `holdBefore` the step it does not take until that fault is replaced,
/// `clientExpiresIn` in how many seconds the client's version will be refused, as each login is
/// told. When several concern one unlink, the first of these decides: `hangUnlink`,
/// `dropBeforeUnlink`, `unlinkError`, `dropAfterUnlink`, `resultOnly`, `deviceRemovedOnly`,
/// `deviceRemovedFirst`.
public record Faults(
    Set<Fault> active,
    OptionalInt unlinkError,
    OptionalInt failureReason,
    Duration delay,
    Optional<Step> holdBefore,
    OptionalInt clientExpiresIn) {

  private static final Duration LONGEST_DELAY = Duration.ofMinutes(10);

  public static final Faults NONE = of();

  public Faults {
    active = Set.copyOf(active);
    requireCode("unlinkError", unlinkError);
    requireCode("failureReason", failureReason);
    if (delay.isNegative() || delay.compareTo(LONGEST_DELAY) > 0) {
      throw new IllegalArgumentException("delayMs must be 0 to " + LONGEST_DELAY.toMillis());
    }
  }

  public static Faults of(Fault... faults) {
    return new Faults(
        Set.of(faults),
        OptionalInt.empty(),
        OptionalInt.empty(),
        Duration.ZERO,
        Optional.empty(),
        OptionalInt.empty());
  }

  public boolean has(Fault fault) {
    return active.contains(fault);
  }

  public Faults withUnlinkError(int code) {
    return new Faults(
        active, OptionalInt.of(code), failureReason, delay, holdBefore, clientExpiresIn);
  }

  public Faults withFailureReason(int code) {
    return new Faults(
        active, unlinkError, OptionalInt.of(code), delay, holdBefore, clientExpiresIn);
  }

  public Faults withDelay(Duration newDelay) {
    return new Faults(active, unlinkError, failureReason, newDelay, holdBefore, clientExpiresIn);
  }

  public Faults withHoldBefore(Step step) {
    return new Faults(
        active, unlinkError, failureReason, delay, Optional.of(step), clientExpiresIn);
  }

  public Faults withClientExpiresIn(int seconds) {
    return new Faults(
        active, unlinkError, failureReason, delay, holdBefore, OptionalInt.of(seconds));
  }

  private static void requireCode(String name, OptionalInt code) {
    if (code.isPresent() && (code.getAsInt() < 400 || code.getAsInt() > 599)) {
      throw new IllegalArgumentException(name + " must be a code from 400 to 599");
    }
  }
}
