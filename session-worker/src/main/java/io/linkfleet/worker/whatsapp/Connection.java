package io.linkfleet.worker.whatsapp;

/// A connection that is open or on its way. No call blocks; a call on a closed connection does
/// nothing, its `Closed` event has told already.
public interface Connection {

  /// Sends the device signature that completes pairing. To be called when the credentials of
  /// [WhatsAppEvent.Paired] are stored, and not before: from then on WhatsApp lists the device.
  void confirmPairing();

  /// Asks WhatsApp to remove this device. The answer is [WhatsAppEvent.DeviceUnlinked] or
  /// [WhatsAppEvent.UnlinkFailed], or the connection closes first.
  void unlink();

  /// Closes politely. The device stays linked.
  void close();
}
