package io.linkfleet.contract;

/// A wish about one instance. Delivered at least once, so what it means is defined by the state it
/// finds: repeating it changes nothing more.
public sealed interface Command {

  /// Be linked and connected: answers with a QR code to scan, or that it is connected already.
  record Connect() implements Command {}

  /// Stop being a companion device: unlink, close the connection, erase the keys.
  record Logout() implements Command {}

  /// Whether the command is void once its deadline has passed. A logout is not: it is carried out
  /// however late, since its caller was told "not confirmed yet", never "will not happen".
  default boolean expires() {
    return switch (this) {
      case Connect() -> true;
      case Logout() -> false;
    };
  }
}
