package io.linkfleet.simulator.phone;

import io.linkfleet.whatsapp.crypto.PublicKey;

/// A companion device on a phone's list. It logs in with the noise key it registered with; the
/// count of its one-time pre-keys is what the server has left of them.
public record LinkedDevice(int number, PublicKey noiseKey, PublicKey identityKey, int preKeys) {
  public LinkedDevice {
    if (number < 1 || number > 255) {
      throw new IllegalArgumentException("a companion's number is 1 to 255, not " + number);
    }
  }

  public LinkedDevice withPreKeys(int count) {
    return new LinkedDevice(number, noiseKey, identityKey, count);
  }
}
