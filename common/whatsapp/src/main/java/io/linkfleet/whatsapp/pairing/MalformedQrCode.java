package io.linkfleet.whatsapp.pairing;

/// The text is not that of a code for linking a device.
public final class MalformedQrCode extends Exception {
  MalformedQrCode(String message, Throwable cause) {
    super(message, cause);
  }
}
