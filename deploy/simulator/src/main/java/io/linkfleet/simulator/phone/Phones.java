package io.linkfleet.simulator.phone;

import io.linkfleet.whatsapp.crypto.KeyPair;
import java.security.SecureRandom;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// All phones there are. Every change is stored before the method returns. Not for use by several
/// threads.
public final class Phones {
  private static final long SMALLEST_LID = 100_000_000_000_000L;

  private final Map<String, Phone> byNumber = new HashMap<>();
  private final Consumer<Phone> store;
  private final SecureRandom random;

  public Phones(Collection<Phone> known, Consumer<Phone> store, SecureRandom random) {
    known.forEach(phone -> byNumber.put(phone.number(), phone));
    this.store = store;
    this.random = random;
  }

  /// The phone with this number, switched on for the first time if need be.
  public Phone findOrAdd(String number) {
    Phone known = byNumber.get(Phone.requireNumber(number));
    if (known != null) {
      return known;
    }
    String lid = Long.toString(SMALLEST_LID + random.nextLong(SMALLEST_LID));
    Phone phone = new Phone(number, lid, KeyPair.generate(random), 0, List.of());
    byNumber.put(number, phone);
    store.accept(phone);
    return phone;
  }

  public Optional<Phone> find(String number) {
    return Optional.ofNullable(byNumber.get(number));
  }

  /// As [#find], for callers who were told the number; else a [Refusal] with status 404.
  public Phone get(String number) {
    return find(number).orElseThrow(() -> new Refusal(404, "no such phone"));
  }

  /// Links the device, or replaces what is known of it.
  public void put(Phone phone, LinkedDevice device) {
    phone.put(device);
    store.accept(phone);
  }

  public Optional<LinkedDevice> remove(Phone phone, int device) {
    Optional<LinkedDevice> removed = phone.remove(device);
    if (removed.isPresent()) {
      store.accept(phone);
    }
    return removed;
  }

  public List<Phone> all() {
    return List.copyOf(byNumber.values());
  }

  public int size() {
    return byNumber.size();
  }

  public int linkedDevices() {
    return byNumber.values().stream().mapToInt(phone -> phone.devices().size()).sum();
  }
}
