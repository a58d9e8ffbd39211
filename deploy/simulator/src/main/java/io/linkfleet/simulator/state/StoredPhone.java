package io.linkfleet.simulator.state;

import io.linkfleet.simulator.phone.LinkedDevice;
import io.linkfleet.simulator.phone.Phone;
import io.linkfleet.whatsapp.crypto.PublicKey;
import java.util.Base64;
import java.util.List;

/// `phones/<number>.json`: keys in Base64, the identity's private half included.
record StoredPhone(
    String number, String lid, String identity, int lastDevice, List<Device> devices) {

  record Device(int number, String noiseKey, String identityKey, int preKeys) {
    static Device of(LinkedDevice device) {
      return new Device(
          device.number(),
          device.noiseKey().toBase64(),
          device.identityKey().toBase64(),
          device.preKeys());
    }

    LinkedDevice toDevice() {
      return new LinkedDevice(number, decode(noiseKey), decode(identityKey), preKeys);
    }

    private static PublicKey decode(String key) {
      return PublicKey.of(Base64.getDecoder().decode(key));
    }
  }

  static StoredPhone of(Phone phone) {
    return new StoredPhone(
        phone.number(),
        phone.lid(),
        StoredTrust.encode(phone.identity()),
        phone.lastDevice(),
        phone.devices().stream().map(Device::of).toList());
  }

  Phone toPhone() {
    return new Phone(
        number,
        lid,
        StoredTrust.decode(identity),
        lastDevice,
        devices.stream().map(Device::toDevice).toList());
  }

  @Override
  public String toString() {
    return "StoredPhone[REDACTED]";
  }
}
