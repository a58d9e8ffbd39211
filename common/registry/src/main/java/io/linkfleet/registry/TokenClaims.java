package io.linkfleet.registry;

import io.linkfleet.contract.AccountId;
import io.linkfleet.contract.InstanceId;
import io.linkfleet.contract.InstanceName;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Tokens of instances that are being created: claimed first, so that two creations can't share
/// one, and active once the instance exists.
final class TokenClaims {
  private static final Script CLAIM = Script.named("claim_token");
  private static final Script ACTIVATE = Script.named("activate_token");
  private static final Script RELEASE = Script.named("release_token");
  private static final Script REVOKE = Script.named("revoke_token");

  /// Far longer than a creation takes: a claim of that age was left by one that died.
  private static final Duration LEASE = Duration.ofSeconds(30);

  private final Redis redis;
  private final Names names;

  TokenClaims(Redis redis) {
    this.redis = redis;
    this.names = new Names(redis);
  }

  /// Claims the token, and gives the id to create the instance under: that of an earlier attempt
  /// at the same name with the same token, if there was one. Empty when the token is in use.
  Optional<InstanceId> claim(
      TokenHash token, AccountId account, InstanceId instance, InstanceName name, String limit) {
    Args args = args(account, instance, name, limit).and("");
    List<?> answer = claim(token, args);
    if (!isHeldByOther(answer) || isCommitted(token, answer)) {
      return claimed(answer);
    }
    Args over = args(account, instance, name, limit).and(Answers.text(answer, 2));
    return claimed(claim(token, over));
  }

  /// False when the token is not that instance's.
  boolean activate(TokenHash token, InstanceId instance) {
    List<String> keys = List.of(Keys.token(token));
    return redis.text(ACTIVATE, keys, Args.of(instance.value())).equals("DONE");
  }

  /// Takes an active token back.
  void revoke(TokenHash token, InstanceId instance) {
    redis.text(REVOKE, List.of(Keys.token(token)), Args.of(instance.value()));
  }

  void release(TokenHash token, InstanceId instance) {
    redis.text(RELEASE, List.of(Keys.token(token)), Args.of(instance.value()));
  }

  private static Args args(
      AccountId account, InstanceId instance, InstanceName name, String limit) {
    return Args.of(account.value(), instance.value(), name.value(), limit).and(LEASE.toMillis());
  }

  private List<?> claim(TokenHash token, Args args) {
    return redis.list(CLAIM, List.of(Keys.token(token)), args);
  }

  private static boolean isHeldByOther(List<?> answer) {
    return Answers.text(answer, 0).equals("OTHER");
  }

  private boolean isCommitted(TokenHash token, List<?> answer) {
    InstanceId holder = new InstanceId(Answers.text(answer, 2));
    return names
            .find(new AccountId(Answers.text(answer, 1)), new InstanceName(Answers.text(answer, 3)))
            .filter(holder::equals)
            .isPresent()
        && activate(token, holder);
  }

  private static Optional<InstanceId> claimed(List<?> answer) {
    return Answers.text(answer, 0).equals("CLAIMED")
        ? Optional.of(new InstanceId(Answers.text(answer, 1)))
        : Optional.empty();
  }
}
