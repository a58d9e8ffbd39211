package io.linkfleet.bench.seed;

import io.linkfleet.contract.InstanceName;
import io.linkfleet.whatsapp.crypto.KeyPair;
import io.linkfleet.whatsapp.node.Jid;
import io.linkfleet.worker.device.DeviceCredentials;
import io.linkfleet.worker.device.PairingKeys;
import io.linkfleet.worker.device.SecretBytes;
import java.security.SecureRandom;
import java.util.Optional;

/// A device as it stands after its first day: paired, logged in before, its pre-keys uploaded. The
/// keys are real ones; only the phone's signature on its identity, which no login reads, is random
/// bytes of the usual length.
public record SeededDevice(
    InstanceName name, String number, String lid, KeyPair account, DeviceCredentials credentials) {
  static final int DEVICE = 1;
  static final int PRE_KEYS = 812;

  private static final long FIRST_NUMBER = 5_511_900_000_000L;
  private static final long FIRST_LID = 100_000_000_000_000L;
  private static final int SIGNED_IDENTITY_BYTES = 186;

  /// What the simulator hands to every device that logs in.
  private static final byte[] ROUTING = {8, 2, 8, 5};

  static SeededDevice generate(int index, SecureRandom random) {
    String number = Long.toString(FIRST_NUMBER + index);
    String lid = Long.toString(FIRST_LID + index);
    byte[] identity = new byte[SIGNED_IDENTITY_BYTES];
    random.nextBytes(identity);
    DeviceCredentials credentials =
        new DeviceCredentials(
            PairingKeys.generate(random),
            new Jid(number, DEVICE, Jid.USERS),
            Optional.of(new Jid(lid, DEVICE, Jid.LIDS)),
            "android",
            Optional.empty(),
            SecretBytes.of(identity),
            PRE_KEYS + 1,
            Optional.of(SecretBytes.of(ROUTING)));
    return new SeededDevice(
        new InstanceName("bench-" + index), number, lid, KeyPair.generate(random), credentials);
  }

  @Override
  public String toString() {
    return "SeededDevice[" + name + "]";
  }
}
