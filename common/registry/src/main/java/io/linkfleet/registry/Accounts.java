package io.linkfleet.registry;

import io.linkfleet.contract.AccountId;
import io.linkfleet.contract.InstanceId;
import io.linkfleet.contract.Partitions;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.random.RandomGenerator;

/// The tenants of the fleet. What changes one may be repeated, and a repeat finishes what was cut
/// off. Each token carries the limit of its account, so that a request is admitted in one round
/// trip: a new limit is stored with the account first, then handed to all its tokens.
public final class Accounts {
  private static final Script CHANGE = Script.named("change_account");
  private static final Script SETTLE = Script.named("settle_account");
  private static final Script BEGIN_DELETION = Script.named("begin_deletion");
  private static final Script END_DELETION = Script.named("end_deletion");

  private final Redis redis;
  private final Partitions partitions;
  private final InstantSource clock;
  private final RandomGenerator random;
  private final AccountTokens tokens;
  private final Names names;

  Accounts(Redis redis, Partitions partitions, InstantSource clock, RandomGenerator random) {
    this.redis = redis;
    this.partitions = partitions;
    this.clock = clock;
    this.random = random;
    this.tokens = new AccountTokens(redis);
    this.names = new Names(redis);
  }

  /// The token comes last: cut off before, an account is left that nobody can enter.
  public NewAccount create(String name, int quota, OptionalInt callLimit) {
    Instant now = Instant.ofEpochMilli(clock.instant().toEpochMilli());
    Account account = new Account(AccountId.random(random), name, quota, callLimit, now, false);
    Map<String, byte[]> fields = AccountRecord.newFields(account);
    redis.call(commands -> commands.hset(Keys.account(account.id()), fields));
    redis.call(commands -> commands.sadd(Keys.ACCOUNTS, bytes(account.id())));
    return new NewAccount(account, tokens.replace(account.id(), random).orElseThrow());
  }

  public Optional<Account> find(AccountId id) {
    return record(id).map(AccountRecord::account);
  }

  /// The oldest first, and those whose deletion is pending too. Two round trips.
  public List<Account> list() {
    return records().stream()
        .map(AccountRecord::account)
        .sorted(
            Comparator.comparing(Account::createdAt).thenComparing(account -> account.id().value()))
        .toList();
  }

  /// A new token for the account; no older one lets anybody in any more. Empty for an account that
  /// is not there, or whose deletion is pending.
  public Optional<NewAccount> rotateToken(AccountId id) {
    Optional<Token> token = tokens.replace(id, random);
    return token.flatMap(shown -> find(id).map(account -> new NewAccount(account, shown)));
  }

  /// Changes what is given. Returns when all tokens of the account have its limit. Empty for an
  /// account that is not there, or whose deletion is pending.
  public Optional<Account> change(AccountId id, OptionalInt quota, OptionalInt callLimit) {
    Args args = Args.of(text(quota), text(callLimit));
    if (redis.text(CHANGE, List.of(Keys.account(id)), args).equals("NO_ACCOUNT")) {
      return Optional.empty();
    }
    Optional<AccountRecord> changed = record(id);
    changed.ifPresent(this::settle);
    return changed.map(AccountRecord::account);
  }

  /// Hands limits to the tokens that a change which was cut off has not reached.
  public void settle() {
    records().stream().filter(record -> !record.settled()).forEach(this::settle);
  }

  /// From here on the account's own token lets nobody in, and no instance is made any more. False
  /// when there is no such account.
  public boolean beginDeletion(AccountId id) {
    List<String> keys = List.of(Keys.account(id), Keys.accountTokens(id));
    List<?> answer = redis.list(BEGIN_DELETION, keys, Args.of());
    if (Answers.text(answer, 0).equals("NO_ACCOUNT")) {
      return false;
    }
    tokens.end(id, AccountTokens.hashes(answer, 1));
    return true;
  }

  /// To be called when no instance is left. False when there is one still, or a token. The list
  /// forgets the account first: cut off in between, it can still be deleted again.
  public boolean endDeletion(AccountId id) {
    redis.call(commands -> commands.srem(Keys.ACCOUNTS, bytes(id)));
    List<String> keys = List.of(Keys.account(id), Keys.accountTokens(id), Keys.names(id));
    boolean done = redis.text(END_DELETION, keys, Args.of()).equals("DONE");
    if (!done) {
      redis.call(commands -> commands.sadd(Keys.ACCOUNTS, bytes(id)));
    }
    return done;
  }

  private void settle(AccountRecord record) {
    AccountId id = record.account().id();
    Set<TokenHash> all = new HashSet<>(tokens.of(id));
    all.addAll(tokensOf(names.all(id).values()));
    tokens.limit(all, record.limit(), record.revision());
    redis.text(SETTLE, List.of(Keys.account(id)), Args.of(record.revision()));
  }

  private List<TokenHash> tokensOf(Collection<InstanceId> instances) {
    return redis
        .callEach(
            instances,
            commands -> instance -> commands.hget(Keys.instance(partitions, instance), "token"))
        .stream()
        .filter(Objects::nonNull)
        .map(hex -> new TokenHash(Fields.utf8(hex)))
        .toList();
  }

  private Optional<AccountRecord> record(AccountId id) {
    Fields fields = redis.hash(Keys.account(id));
    return fields.isEmpty() ? Optional.empty() : Optional.of(AccountRecord.of(id, fields));
  }

  private List<AccountRecord> records() {
    List<AccountId> ids = redis.members(Keys.ACCOUNTS).stream().map(AccountId::new).toList();
    List<Map<String, byte[]>> answers =
        redis.callEach(ids, commands -> id -> commands.hgetall(Keys.account(id)));
    List<AccountRecord> records = new ArrayList<>();
    for (int i = 0; i < ids.size(); i++) {
      Fields fields = new Fields(answers.get(i));
      if (!fields.isEmpty()) {
        records.add(AccountRecord.of(ids.get(i), fields));
      }
    }
    return records;
  }

  private static String text(OptionalInt number) {
    return number.isPresent() ? Integer.toString(number.getAsInt()) : "";
  }

  private static byte[] bytes(AccountId id) {
    return id.value().getBytes(StandardCharsets.UTF_8);
  }
}
