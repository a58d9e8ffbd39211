package io.linkfleet.registry;

import io.lettuce.core.KeyValue;
import io.linkfleet.contract.AccountId;
import io.linkfleet.contract.InstanceId;
import io.linkfleet.contract.InstanceName;
import io.linkfleet.contract.Partitions;
import io.linkfleet.contract.SharedSeal;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/// The instances of accounts, as the gateway sees them.
public final class Instances {
  private static final String[] FIELDS = InstanceRecord.FIELDS.toArray(String[]::new);

  private final Redis redis;
  private final Partitions partitions;
  private final SharedSeal seal;
  private final Names names;
  private final TokenClaims claims;
  private final InstanceCreation creation;
  private final InstantSource clock;
  private final RandomGenerator random;

  Instances(
      Redis redis,
      Partitions partitions,
      SharedSeal seal,
      InstantSource clock,
      RandomGenerator random) {
    this.redis = redis;
    this.partitions = partitions;
    this.seal = seal;
    this.names = new Names(redis);
    this.claims = new TokenClaims(redis);
    this.creation = new InstanceCreation(redis, partitions, step -> {});
    this.clock = clock;
    this.random = random;
  }

  /// Creates an instance, with the token its caller chose or one of ours. Cut off at any point it
  /// either exists or stands in nobody's way; repeating the call is always right.
  public Creation create(AccountId account, InstanceName name, Optional<Token> chosen) {
    InstanceId id = InstanceId.random(random);
    Token token = chosen.orElseGet(() -> Token.forInstance(random));
    return creation.create(id, account, name, token, clock.instant());
  }

  /// One round trip.
  public Optional<InstanceId> find(AccountId account, InstanceName name) {
    return names.find(account, name);
  }

  /// Sends the look-up and leaves the wait for what it finds to whoever asks for that: it travels
  /// together with what is asked next.
  public Supplier<Optional<InstanceId>> search(AccountId account, InstanceName name) {
    return names.search(account, name);
  }

  /// Every instance of the account by its name, one whose deletion was cut off too. One round trip.
  public Map<InstanceName, InstanceId> named(AccountId account) {
    return names.all(account);
  }

  /// The same for several accounts. One round trip for all of them.
  public Map<AccountId, Map<InstanceName, InstanceId>> named(Set<AccountId> accounts) {
    return names.all(accounts);
  }

  /// Every instance of the account, in the order of their names. Two round trips.
  public List<InstanceRecord> list(AccountId account) {
    return recordsOf(names.all(account).values()).values().stream()
        .sorted((one, other) -> one.name().value().compareTo(other.name().value()))
        .toList();
  }

  /// The records of those instances that exist. One round trip for all of them.
  public Map<InstanceId, InstanceRecord> recordsOf(Collection<InstanceId> instances) {
    List<InstanceId> ids = List.copyOf(instances);
    List<List<KeyValue<String, byte[]>>> answers =
        redis.callEach(
            ids, commands -> id -> commands.hmget(Keys.instance(partitions, id), FIELDS));
    Map<InstanceId, InstanceRecord> records = new HashMap<>();
    for (int i = 0; i < ids.size(); i++) {
      Fields fields = fields(answers.get(i));
      if (!fields.isEmpty() && !InstanceRecord.isDeleted(fields)) {
        records.put(ids.get(i), InstanceRecord.of(ids.get(i), fields, seal));
      }
    }
    return records;
  }

  /// The hash of the instance's own token, to be taken before the instance is deleted.
  public Optional<TokenHash> tokenOf(InstanceId instance) {
    return redis.hash(Keys.instance(partitions, instance)).find("token").map(TokenHash::new);
  }

  /// Frees the name and the token of an instance that was deleted. May be repeated.
  public void forget(
      AccountId account, InstanceName name, InstanceId instance, Optional<TokenHash> token) {
    token.ifPresent(hash -> claims.revoke(hash, instance));
    names.drop(account, name, instance);
  }

  private static Fields fields(List<KeyValue<String, byte[]>> answer) {
    Map<String, byte[]> values = new HashMap<>();
    answer.stream()
        .filter(KeyValue::hasValue)
        .forEach(field -> values.put(field.getKey(), field.getValue()));
    return new Fields(values);
  }
}
