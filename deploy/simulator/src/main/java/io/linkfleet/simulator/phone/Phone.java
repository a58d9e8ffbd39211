package io.linkfleet.simulator.phone;

import io.linkfleet.whatsapp.crypto.KeyPair;
import io.linkfleet.whatsapp.node.Jid;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// One phone: its number, its LID, its identity, and the devices linked to it. Not for use by
/// several threads; who changes it stores it.
public final class Phone {
  private static final int LARGEST_DEVICE = 255;

  private final String number;
  private final String lid;
  private final KeyPair identity;
  private final SortedMap<Integer, LinkedDevice> devices = new TreeMap<>();
  private int lastDevice;

  public Phone(
      String number,
      String lid,
      KeyPair identity,
      int lastDevice,
      Collection<LinkedDevice> devices) {
    this.number = requireNumber(number);
    this.lid = lid;
    this.identity = identity;
    this.lastDevice = lastDevice;
    devices.forEach(device -> this.devices.put(device.number(), device));
  }

  /// The text if it is a full international number; else a [Refusal] with status 400.
  public static String requireNumber(String text) {
    if (!text.matches("[1-9][0-9]{6,14}")) {
      throw new Refusal(400, "a phone number is 7 to 15 digits, country code first");
    }
    return text;
  }

  public String number() {
    return number;
  }

  public String lid() {
    return lid;
  }

  public KeyPair identity() {
    return identity;
  }

  public int lastDevice() {
    return lastDevice;
  }

  /// In the order of their numbers.
  public List<LinkedDevice> devices() {
    return List.copyOf(devices.values());
  }

  public Optional<LinkedDevice> device(int device) {
    return Optional.ofNullable(devices.get(device));
  }

  public Jid jid(int device) {
    return new Jid(number, device, Jid.USERS);
  }

  public Jid lidJid(int device) {
    return new Jid(lid, device, Jid.LIDS);
  }

  /// A device number no other pairing got; numbers come round again only after all were used.
  public int reserveDeviceNumber() {
    for (int tries = 0; tries < LARGEST_DEVICE; tries++) {
      lastDevice = lastDevice % LARGEST_DEVICE + 1;
      if (!devices.containsKey(lastDevice)) {
        return lastDevice;
      }
    }
    throw new Refusal(409, "this phone has no device numbers left");
  }

  public void put(LinkedDevice device) {
    devices.put(device.number(), device);
  }

  public Optional<LinkedDevice> remove(int device) {
    return Optional.ofNullable(devices.remove(device));
  }
}
