package io.linkfleet.registry;

import io.linkfleet.contract.AccountId;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.random.RandomGenerator;

/// The tenants of the fleet.
public final class Accounts {
  private final Redis redis;
  private final InstantSource clock;
  private final RandomGenerator random;

  Accounts(Redis redis, InstantSource clock, RandomGenerator random) {
    this.redis = redis;
    this.clock = clock;
    this.random = random;
  }

  /// The token comes last: cut off before, an account is left that nobody can enter.
  public NewAccount create(String name, int quota, OptionalInt callLimit) {
    Instant now = Instant.ofEpochMilli(clock.instant().toEpochMilli());
    Account account = new Account(AccountId.random(random), name, quota, callLimit, now);
    Token token = Token.forAccount(random);
    put(Keys.account(account.id()), fields(account));
    byte[] id = bytes(account.id().value());
    redis.call(commands -> commands.sadd(Keys.ACCOUNTS, id));
    put(Keys.token(token.hash()), tokenFields(account));
    return new NewAccount(account, token);
  }

  /// The oldest first. Two round trips.
  public List<Account> list() {
    List<AccountId> ids = redis.members(Keys.ACCOUNTS).stream().map(AccountId::new).toList();
    List<Map<String, byte[]>> answers =
        redis.callEach(ids, commands -> id -> commands.hgetall(Keys.account(id)));
    List<Account> accounts = new ArrayList<>();
    for (int i = 0; i < ids.size(); i++) {
      Fields fields = new Fields(answers.get(i));
      if (!fields.isEmpty()) {
        accounts.add(account(ids.get(i), fields));
      }
    }
    accounts.sort(
        Comparator.comparing(Account::createdAt).thenComparing(account -> account.id().value()));
    return accounts;
  }

  private void put(String key, Map<String, byte[]> fields) {
    redis.call(commands -> commands.hset(key, fields));
  }

  private static Map<String, byte[]> fields(Account account) {
    Map<String, byte[]> fields = new HashMap<>();
    fields.put("name", bytes(account.name()));
    fields.put("quota", bytes(Integer.toString(account.quota())));
    fields.put("created", bytes(Long.toString(account.createdAt().toEpochMilli())));
    account.callLimit().ifPresent(limit -> fields.put("limit", bytes(Integer.toString(limit))));
    return fields;
  }

  private static Map<String, byte[]> tokenFields(Account account) {
    Map<String, byte[]> fields = new HashMap<>();
    fields.put("account", bytes(account.id().value()));
    account.callLimit().ifPresent(limit -> fields.put("limit", bytes(Integer.toString(limit))));
    return fields;
  }

  private static Account account(AccountId id, Fields fields) {
    OptionalInt callLimit = fields.find("limit").stream().mapToInt(Integer::parseInt).findFirst();
    return new Account(
        id,
        fields.text("name"),
        (int) fields.number("quota"),
        callLimit,
        Instant.ofEpochMilli(fields.number("created")));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
