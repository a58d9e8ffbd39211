package io.linkfleet.worker.whatsapp;

import io.linkfleet.worker.device.PairingKeys;
import io.linkfleet.worker.device.SecretBytes;

/// The keys of a device that is not linked yet, as they stand on this connection: the secret that
/// pairing is keyed by may be replaced until a phone has accepted.
final class UnlinkedKeys {
  private PairingKeys keys;

  UnlinkedKeys(PairingKeys keys) {
    this.keys = keys;
  }

  PairingKeys current() {
    return keys;
  }

  void replaceAdvSecret(byte[] secret) {
    keys = keys.withAdvSecret(SecretBytes.of(secret));
  }
}
