package io.linkfleet.faults.chronicle;

import java.util.ArrayList;
import java.util.List;

/// A linked device and what is known of it: `announced` when the API said that its instance is
/// connected; `asks` the calls that asked for its unlink; `confirmed` when one of those was
/// answered 200; `linkedAfterConfirmation` when the phone still listed it right after that
/// answer.
public record Device(
    String jid,
    String instance,
    String number,
    boolean announced,
    List<Ask> asks,
    boolean confirmed,
    boolean linkedAfterConfirmation,
    boolean removedOnPhone) {

  /// A call that asked for the unlink, and what it was answered (0: nothing).
  public record Ask(String call, Op op, int status) {}

  public static Device linked(String jid, String instance, String number) {
    return new Device(jid, instance, number, false, List.of(), false, false, false);
  }

  public Device {
    asks = List.copyOf(asks);
  }

  public Device asAnnounced() {
    return new Device(
        jid, instance, number, true, asks, confirmed, linkedAfterConfirmation, removedOnPhone);
  }

  public Device asRemovedOnPhone() {
    return new Device(
        jid, instance, number, announced, asks, confirmed, linkedAfterConfirmation, true);
  }

  public Device asAsked(Ask ask) {
    List<Ask> more = new ArrayList<>(asks);
    more.add(ask);
    return new Device(
        jid, instance, number, announced, more, confirmed, linkedAfterConfirmation, removedOnPhone);
  }

  /// `stillLinked` is what the phone listed right after the answer.
  public Device asConfirmed(boolean stillLinked) {
    boolean linked = linkedAfterConfirmation || stillLinked;
    return new Device(jid, instance, number, announced, asks, true, linked, removedOnPhone);
  }

  /// Nobody asked for its end, neither here nor on the phone.
  public boolean isWanted() {
    return asks.isEmpty() && !removedOnPhone;
  }

  /// Nothing said so far rules out that it is linked.
  public boolean mayBeLinked() {
    return !confirmed && !removedOnPhone;
  }
}
