package io.linkfleet.worker.device;

import io.linkfleet.whatsapp.node.Jid;
import java.security.SecureRandom;
import java.util.Optional;

/// Devices for tests: real keys, invented numbers.
public final class Devices {
  private static final SecureRandom RANDOM = new SecureRandom();

  private Devices() {}

  public static DeviceCredentials linked() {
    return new DeviceCredentials(
        PairingKeys.generate(RANDOM),
        new Jid("5511999990001", 7, Jid.USERS),
        Optional.of(new Jid("888000111222", 7, Jid.LIDS)),
        "android",
        Optional.empty(),
        SecretBytes.of(new byte[] {1, 2, 3}),
        1,
        Optional.empty());
  }
}
