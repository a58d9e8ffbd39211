package io.linkfleet.contract;

import java.util.Objects;

/// A wish about one instance. Delivered at least once, so what it means is defined by the state it
/// finds: repeating it changes nothing more.
public sealed interface Command {

  /// Be linked and connected: answers with a QR code to scan, or that it is connected already.
  record Connect() implements Command {}

  /// Be linked by typing a code into the phone with this number: answers with the code, or that the
  /// instance is connected already.
  record ConnectByCode(PhoneNumber number) implements Command {
    public ConnectByCode {
      Objects.requireNonNull(number, "number");
    }
  }

  /// Make a new connection with the keys that are there, whatever the present one is doing.
  record Reconnect() implements Command {}

  /// Stop being a companion device: unlink, close the connection, erase the keys.
  record Logout() implements Command {}

  /// Cease to be: what a logout does, and the record goes with it. Answered as soon as the record
  /// is gone; the device is unlinked however long that takes.
  record Delete() implements Command {}

  /// Whether the command is void once its deadline has passed. Logout and delete are not: they are
  /// carried out however late, since their caller was told "not confirmed yet", never "will not
  /// happen".
  default boolean expires() {
    return switch (this) {
      case Connect(), ConnectByCode _, Reconnect() -> true;
      case Logout(), Delete() -> false;
    };
  }
}
