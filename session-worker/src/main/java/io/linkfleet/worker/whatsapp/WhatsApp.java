package io.linkfleet.worker.whatsapp;

import io.linkfleet.contract.PhoneNumber;
import io.linkfleet.worker.device.DeviceCredentials;
import io.linkfleet.worker.device.PairingKeys;
import io.linkfleet.worker.pause.Claim;
import java.util.function.Consumer;

/// Opens connections to WhatsApp. Both calls return at once and go on in the background; whatever
/// comes of it is an event. Events of one connection are handed over one at a time and in order,
/// the listener must not block, and [WhatsAppEvent.Closed] is the last, exactly once.
public interface WhatsApp {

  /// Connects as a device that is not linked yet and shows QR codes until one is scanned.
  Connection register(PairingKeys keys, Consumer<WhatsAppEvent> listener);

  /// Connects as a device that is not linked yet and shows a code to type into that phone.
  Connection registerByCode(PairingKeys keys, PhoneNumber phone, Consumer<WhatsAppEvent> listener);

  /// Connects as a linked device. A connection of the same device is thrown out by WhatsApp, so the
  /// claim is asked again right before the device says who it is; if it does not stand any more,
  /// the connection closes without that.
  Connection login(DeviceCredentials device, Claim claim, Consumer<WhatsAppEvent> listener);
}
