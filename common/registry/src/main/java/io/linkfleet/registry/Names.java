package io.linkfleet.registry;

import io.linkfleet.contract.AccountId;
import io.linkfleet.contract.InstanceId;
import io.linkfleet.contract.InstanceName;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/// The names an account has for its instances. An instance exists from the moment its name is
/// committed.
final class Names {
  private static final Script COMMIT = Script.named("commit_name");
  private static final Script DROP = Script.named("drop_name");

  private final Redis redis;

  Names(Redis redis) {
    this.redis = redis;
  }

  /// The answer to the wish for a name.
  sealed interface Wish {
    /// Free, or given. `limit` is the account's own limit of calls, or empty.
    record Free(String limit) implements Wish {}

    record Taken(InstanceId holder) implements Wish {}

    record QuotaExceeded() implements Wish {}

    /// The account's limit of calls is another than the one given.
    record LimitChanged() implements Wish {}

    /// There is no such account, or it is being deleted.
    record AccountGone() implements Wish {}
  }

  Optional<InstanceId> find(AccountId account, InstanceName name) {
    return search(account, name).get();
  }

  /// Asks now and waits when the answer is wanted.
  Supplier<Optional<InstanceId>> search(AccountId account, InstanceName name) {
    Supplier<byte[]> answer =
        redis.send(commands -> commands.hget(Keys.names(account), name.value()));
    return () -> Optional.ofNullable(answer.get()).map(id -> new InstanceId(Fields.utf8(id)));
  }

  Map<InstanceName, InstanceId> all(AccountId account) {
    return names(redis.hash(Keys.names(account)));
  }

  Map<AccountId, Map<InstanceName, InstanceId>> all(Set<AccountId> accounts) {
    List<AccountId> asked = List.copyOf(accounts);
    List<Map<String, byte[]>> answers =
        redis.callEach(asked, commands -> account -> commands.hgetall(Keys.names(account)));
    Map<AccountId, Map<InstanceName, InstanceId>> names = new HashMap<>();
    for (int i = 0; i < asked.size(); i++) {
      names.put(asked.get(i), names(new Fields(answers.get(i))));
    }
    return names;
  }

  private static Map<InstanceName, InstanceId> names(Fields fields) {
    Map<InstanceName, InstanceId> names = new LinkedHashMap<>();
    fields
        .asMap()
        .forEach((name, id) -> names.put(new InstanceName(name), new InstanceId(Fields.utf8(id))));
    return names;
  }

  /// Whether the name could be given now.
  Wish look(AccountId account, InstanceName name) {
    return commit(account, name, "", "");
  }

  /// `limit` is the one the instance's token has.
  Wish commit(AccountId account, InstanceName name, InstanceId instance, String limit) {
    return commit(account, name, instance.value(), limit);
  }

  private Wish commit(AccountId account, InstanceName name, String instance, String limit) {
    List<String> keys = List.of(Keys.account(account), Keys.names(account));
    List<?> answer = redis.list(COMMIT, keys, Args.of(name.value(), instance, limit));
    return switch (Answers.text(answer, 0)) {
      case "FREE" -> new Wish.Free(Answers.text(answer, 1));
      case "TAKEN" -> new Wish.Taken(new InstanceId(Answers.text(answer, 1)));
      case "QUOTA" -> new Wish.QuotaExceeded();
      case "CHANGED" -> new Wish.LimitChanged();
      default -> new Wish.AccountGone();
    };
  }

  void drop(AccountId account, InstanceName name, InstanceId instance) {
    redis.text(DROP, List.of(Keys.names(account)), Args.of(name.value(), instance.value()));
  }
}
