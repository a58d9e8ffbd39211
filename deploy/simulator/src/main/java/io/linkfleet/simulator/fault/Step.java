package io.linkfleet.simulator.fault;

/// Something the server says in the course of pairing or login. Before it says it, it can be held:
/// it then keeps this and all that follows on the connection to itself until it is let go. What it
/// did by then is done: before [#RESTART] the device is linked.
public enum Step {
  /// `ServerHello`, to every client.
  HELLO("hello"),
  /// The refs for QR codes.
  PAIR_DEVICE("pairDevice"),
  /// What a phone that scanned or typed a code has to say to the companion.
  PAIR_SUCCESS("pairSuccess"),
  /// `stream:error` 515, which ends pairing.
  RESTART("restart"),
  /// That a login succeeded.
  SUCCESS("success");

  private final String wireName;

  Step(String wireName) {
    this.wireName = wireName;
  }

  public String wireName() {
    return wireName;
  }
}
