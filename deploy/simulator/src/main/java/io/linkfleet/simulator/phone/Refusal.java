package io.linkfleet.simulator.phone;

/// A phone can't do what was asked, for the reason in the message. The status is the HTTP status
/// that fits; the message names no number and no key.
public final class Refusal extends RuntimeException {
  private final int status;

  public Refusal(int status, String reason) {
    super(reason, null, false, false);
    this.status = status;
  }

  public int status() {
    return status;
  }
}
