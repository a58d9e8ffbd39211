package io.linkfleet.registry;

import io.linkfleet.contract.AccountId;
import io.linkfleet.contract.InstanceId;
import io.linkfleet.contract.Partitions;
import io.linkfleet.contract.SharedSeal;
import io.linkfleet.contract.WebhookUrl;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// Seals everything in the registry anew that is sealed with another key than the active one, so
/// that the other can be withdrawn. The fleet may be at work meanwhile, as long as nobody in it
/// still seals with the old key: what is written in between is left as it was written.
public final class Resealing {
  private static final Script REPLACE_FIELD = Script.named("replace_field");
  private static final int BATCH = 500;

  private final Redis redis;
  private final Partitions partitions;
  private final SharedSeal shared;

  Resealing(Redis redis, Partitions partitions, SharedSeal shared) {
    this.redis = redis;
    this.partitions = partitions;
    this.shared = shared;
  }

  /// For what only workers can open.
  public interface Credentials {
    /// Whether the active key seals it.
    boolean isCurrent(byte[] sealed);

    /// The same sealed with the active key; empty when there is no key here that opens it.
    Optional<byte[]> reseal(InstanceId instance, byte[] sealed);
  }

  /// How many sealed things were sealed anew, had the active key, could not be opened, or were
  /// written by somebody else in the same moment.
  public record Tally(int resealed, int current, int unreadable, int contended) {
    private static final Tally NOTHING = new Tally(0, 0, 0, 0);
    private static final Tally RESEALED = new Tally(1, 0, 0, 0);
    private static final Tally CURRENT = new Tally(0, 1, 0, 0);
    private static final Tally UNREADABLE = new Tally(0, 0, 1, 0);
    private static final Tally CONTENDED = new Tally(0, 0, 0, 1);

    private Tally plus(Tally other) {
      return new Tally(
          resealed + other.resealed,
          current + other.current,
          unreadable + other.unreadable,
          contended + other.contended);
    }

    /// Whether nothing needs any other key than the active one.
    public boolean isComplete() {
      return unreadable == 0 && contended == 0;
    }
  }

  /// Goes through all instances. May be repeated, and cut off anywhere.
  public Tally run(Credentials credentials) {
    List<InstanceId> all = List.copyOf(instances());
    Tally tally = Tally.NOTHING;
    for (int from = 0; from < all.size(); from += BATCH) {
      List<InstanceId> batch = all.subList(from, Math.min(from + BATCH, all.size()));
      tally =
          tally
              .plus(devices(batch, credentials))
              .plus(departing(batch, credentials))
              .plus(webhooks(batch));
    }
    return tally;
  }

  /// Those accounts know, and deleted ones that have something left to do.
  private Set<InstanceId> instances() {
    Set<InstanceId> all = new TreeSet<>((one, other) -> one.value().compareTo(other.value()));
    Names names = new Names(redis);
    redis
        .members(Keys.ACCOUNTS)
        .forEach(account -> all.addAll(names.all(new AccountId(account)).values()));
    for (int partition = 0; partition < partitions.count(); partition++) {
      redis.members(Keys.linked(partition)).forEach(id -> all.add(new InstanceId(id)));
      redis
          .hash(Keys.delivering(partition))
          .asMap()
          .keySet()
          .forEach(id -> all.add(new InstanceId(id)));
    }
    return all;
  }

  private Tally devices(List<InstanceId> batch, Credentials credentials) {
    Tally tally = Tally.NOTHING;
    for (Read read : read(batch, id -> Keys.instance(partitions, id))) {
      Optional<byte[]> device = read.fields().findBytes("device");
      if (device.isPresent()) {
        tally = tally.plus(device(read, "device", device.get(), credentials));
      }
      Optional<byte[]> jid = read.fields().findBytes("jid");
      if (jid.isPresent()) {
        tally = tally.plus(jid(read, jid.get()));
      }
    }
    return tally;
  }

  private Tally departing(List<InstanceId> batch, Credentials credentials) {
    Tally tally = Tally.NOTHING;
    for (Read read : read(batch, id -> Keys.departing(partitions, id))) {
      for (Map.Entry<String, byte[]> stored : read.fields().asMap().entrySet()) {
        tally = tally.plus(device(read, stored.getKey(), stored.getValue(), credentials));
      }
    }
    return tally;
  }

  private Tally webhooks(List<InstanceId> batch) {
    Tally tally = Tally.NOTHING;
    for (Read read : read(batch, id -> Keys.webhook(partitions, id))) {
      Optional<byte[]> secrets = read.fields().findBytes("sealed");
      if (secrets.isPresent()) {
        tally = tally.plus(webhook(read, secrets.get()));
      }
    }
    return tally;
  }

  private Tally device(Read read, String field, byte[] stored, Credentials credentials) {
    SealedDevice device = SealedDevice.ofStored(stored);
    if (credentials.isCurrent(device.bytes())) {
      return Tally.CURRENT;
    }
    return replace(
        read,
        field,
        stored,
        credentials
            .reseal(read.instance(), device.bytes())
            .map(bytes -> new SealedDevice(device.deviceKeyId(), bytes).stored()));
  }

  private Tally jid(Read read, byte[] stored) {
    if (shared.isCurrent(stored)) {
      return Tally.CURRENT;
    }
    InstanceId instance = read.instance();
    return replace(
        read,
        "jid",
        stored,
        NumberJid.ofStored(instance, stored, shared).map(jid -> jid.sealed(instance, shared)));
  }

  private Tally webhook(Read read, byte[] stored) {
    if (shared.isCurrent(stored)) {
      return Tally.CURRENT;
    }
    String about = WebhookSeal.about(read.instance(), new WebhookUrl(read.fields().text("url")));
    return replace(
        read, "sealed", stored, shared.open(about, stored).map(clear -> shared.seal(about, clear)));
  }

  private Tally replace(Read read, String field, byte[] was, Optional<byte[]> sealedAnew) {
    if (sealedAnew.isEmpty()) {
      return Tally.UNREADABLE;
    }
    Args args = Args.of(field).and(was).and(sealedAnew.get());
    boolean done = redis.text(REPLACE_FIELD, List.of(read.key()), args).equals("DONE");
    return done ? Tally.RESEALED : Tally.CONTENDED;
  }

  private record Read(InstanceId instance, String key, Fields fields) {}

  private interface KeyOf {
    String key(InstanceId instance);
  }

  private List<Read> read(List<InstanceId> batch, KeyOf keyOf) {
    List<Map<String, byte[]>> answers =
        redis.<InstanceId, Map<String, byte[]>>callEach(
            batch, commands -> id -> commands.hgetall(keyOf.key(id)));
    List<Read> found = new ArrayList<>();
    for (int i = 0; i < batch.size(); i++) {
      InstanceId instance = batch.get(i);
      found.add(new Read(instance, keyOf.key(instance), new Fields(answers.get(i))));
    }
    return found;
  }
}
