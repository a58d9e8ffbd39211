package io.linkfleet.registry;

import io.linkfleet.contract.AccountId;
import io.linkfleet.contract.InstanceId;
import io.linkfleet.contract.InstanceName;
import io.linkfleet.contract.InstanceStatus;
import io.linkfleet.contract.Partitions;
import io.linkfleet.contract.Standing;
import io.linkfleet.contract.StateReason;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// Creates an instance over three slots: token, record, name. The name comes last and is the
/// commit: whatever stops before it leaves a token that lets nobody in, a record nobody can find,
/// and a repeat of the call free to go ahead. Whatever stops after it leaves an instance that
/// exists, whose token becomes active with its first use.
final class InstanceCreation {
  /// Where a creation can be cut off.
  enum Step {
    LOOKED,
    CLAIMED,
    RECORDED,
    COMMITTED,
    ACTIVATED
  }

  private final Redis redis;
  private final Partitions partitions;
  private final Names names;
  private final TokenClaims claims;
  private final Consumer<Step> after;

  InstanceCreation(Redis redis, Partitions partitions, Consumer<Step> after) {
    this.redis = redis;
    this.partitions = partitions;
    this.names = new Names(redis);
    this.claims = new TokenClaims(redis);
    this.after = after;
  }

  Creation create(
      InstanceId fresh, AccountId account, InstanceName name, Token token, Instant now) {
    Names.Wish wish = names.look(account, name);
    after.accept(Step.LOOKED);
    return switch (wish) {
      case Names.Wish.Taken taken -> new Creation.NameTaken();
      case Names.Wish.QuotaExceeded() -> new Creation.QuotaExceeded();
      case Names.Wish.AccountGone() -> new Creation.AccountGone();
      case Names.Wish.LimitChanged() -> throw new IllegalStateException("a look has no limit");
      case Names.Wish.Free(String limit) -> {
        Optional<InstanceId> id = claims.claim(token.hash(), account, fresh, name, limit);
        after.accept(Step.CLAIMED);
        yield id.isEmpty()
            ? new Creation.TokenTaken()
            : commit(newRecord(id.get(), account, name, now), token, limit);
      }
    };
  }

  private static InstanceRecord newRecord(
      InstanceId id, AccountId account, InstanceName name, Instant now) {
    Instant at = Instant.ofEpochMilli(now.toEpochMilli());
    Standing standing = Standing.of(InstanceStatus.DISCONNECTED, StateReason.CREATED);
    return new InstanceRecord(id, account, name, at, standing, at, Optional.empty(), false);
  }

  private Creation commit(InstanceRecord instance, Token token, String limit) {
    write(instance, token.hash());
    after.accept(Step.RECORDED);
    Names.Wish wish = names.commit(instance.account(), instance.name(), instance.id(), limit);
    after.accept(Step.COMMITTED);
    return switch (wish) {
      case Names.Wish.Free free -> activate(instance, token);
      case Names.Wish.QuotaExceeded() -> {
        undo(instance, token);
        yield new Creation.QuotaExceeded();
      }
      case Names.Wish.AccountGone() -> {
        undo(instance, token);
        yield new Creation.AccountGone();
      }
      // The claim is ours, and is renewed with the new limit.
      case Names.Wish.LimitChanged() ->
          create(instance.id(), instance.account(), instance.name(), token, instance.createdAt());
      case Names.Wish.Taken(InstanceId holder) -> {
        // The same id: a concurrent repeat of this very call, which has committed for both.
        if (!holder.equals(instance.id())) {
          undo(instance, token);
        }
        yield new Creation.NameTaken();
      }
    };
  }

  private Creation activate(InstanceRecord instance, Token token) {
    boolean ours = claims.activate(token.hash(), instance.id());
    after.accept(Step.ACTIVATED);
    if (ours) {
      return new Creation.Created(instance, token);
    }
    // Slower than the lease of the claim, and somebody else has the token now.
    names.drop(instance.account(), instance.name(), instance.id());
    undo(instance, token);
    return new Creation.TokenTaken();
  }

  private void write(InstanceRecord instance, TokenHash token) {
    Map<String, byte[]> fields = instance.newFields(token);
    redis.call(commands -> commands.hset(Keys.instance(partitions, instance.id()), fields));
  }

  private void undo(InstanceRecord instance, Token token) {
    claims.release(token.hash(), instance.id());
    redis.call(commands -> commands.del(Keys.instance(partitions, instance.id())));
  }
}
