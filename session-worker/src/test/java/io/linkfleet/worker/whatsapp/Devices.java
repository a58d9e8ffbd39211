package io.linkfleet.worker.whatsapp;

import io.linkfleet.whatsapp.node.Jid;
import io.linkfleet.worker.device.DeviceCredentials;
import io.linkfleet.worker.device.PairingKeys;
import io.linkfleet.worker.device.SecretBytes;
import java.security.SecureRandom;
import java.util.Optional;

/// Devices that a scripted server takes for linked.
final class Devices {
  static final Jid JID = Jid.parse("5511999990001:17@s.whatsapp.net");
  static final Jid LID = Jid.parse("99887766:17@lid");

  private Devices() {}

  static DeviceCredentials linked(SecureRandom random) {
    return new DeviceCredentials(
        PairingKeys.generate(random),
        JID,
        Optional.of(LID),
        "android",
        Optional.empty(),
        SecretBytes.of(new byte[] {1}),
        1,
        Optional.empty());
  }
}
