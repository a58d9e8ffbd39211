package io.linkfleet.worker.whatsapp;

import io.linkfleet.worker.pause.Claim;

/// A connection that is open or on its way. No call blocks; a call on a closed connection does
/// nothing, its `Closed` event has told already.
public interface Connection {

  /// Sends the device signature that completes pairing. To be called when the credentials of
  /// [WhatsAppEvent.Paired] are stored, and not before: from then on WhatsApp lists the device.
  /// If the claim does not stand any more the connection closes instead.
  void confirmPairing(Claim claim);

  /// Asks WhatsApp to remove this device. The answer is [WhatsAppEvent.DeviceUnlinked] or
  /// [WhatsAppEvent.UnlinkFailed], or the connection closes first; so it does, without a request,
  /// if the claim does not stand any more.
  void unlink(Claim claim);

  /// Closes politely. The device stays linked.
  void close();
}
