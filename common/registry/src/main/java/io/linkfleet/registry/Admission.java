package io.linkfleet.registry;

import io.linkfleet.contract.AccountId;
import io.linkfleet.contract.InstanceId;
import io.linkfleet.contract.InstanceName;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;

/// The door: who is calling, and are they within their budget? Exact across any number of gateways,
/// by the clock of Redis: never more than the limit within any window. Whose budget is used up is
/// refused from memory for up to a second.
public final class Admission {
  private static final Script ADMIT = Script.behind("window", "admit");
  private static final Script COUNT_STRANGER = Script.behind("window", "count_stranger");

  private final Redis redis;
  private final Names names;
  private final TokenClaims claims;
  private final RateLimits limits;
  private final SpentBudgets<Request> spent;
  private final SpentBudgets<String> spentByStrangers;

  private record Request(TokenHash token, Budget budget) {}

  Admission(Redis redis, RateLimits limits, LongSupplier nanos) {
    this.redis = redis;
    this.names = new Names(redis);
    this.claims = new TokenClaims(redis);
    this.limits = limits;
    this.spent = new SpentBudgets<>(nanos);
    this.spentByStrangers = new SpentBudgets<>(nanos);
  }

  /// One round trip at most: authenticates, and takes one request from the token's budget.
  public Admittance admit(TokenHash token, Budget budget) {
    return spent.find(new Request(token, budget), limited -> limited, () -> askFor(token, budget));
  }

  private Admittance askFor(TokenHash token, Budget budget) {
    List<?> answer = ask(token, budget);
    if (Answers.text(answer, 0).equals("CLAIMED")) {
      return admitClaimed(token, budget, answer);
    }
    return read(answer);
  }

  /// Takes one request from the budget of an address that has no valid token. The address is any
  /// text that stands for a client.
  public Stranger countStranger(String address) {
    return spentByStrangers.find(address, limited -> limited, () -> askFor(address));
  }

  private Stranger askFor(String address) {
    Args args = Args.of().and(limits.strangers()).and(span());
    List<String> keys = List.of(Keys.strangerCalls(address));
    List<?> answer = redis.list(COUNT_STRANGER, keys, args);
    Allowance allowance = allowance(answer, 1);
    return Answers.text(answer, 0).equals("COUNTED")
        ? new Stranger.Counted(allowance)
        : new Limited(allowance, retryAfter(answer, 1));
  }

  /// Whom each of those tokens lets in now; it takes nothing from their budgets. A token that lets
  /// nobody in is left out. One round trip.
  public Map<TokenHash, Caller> callersOf(Set<TokenHash> tokens) {
    List<TokenHash> asked = List.copyOf(tokens);
    List<Map<String, byte[]>> answers =
        redis.callEach(asked, commands -> token -> commands.hgetall(Keys.token(token)));
    Map<TokenHash, Caller> callers = new HashMap<>();
    for (int i = 0; i < asked.size(); i++) {
      Fields fields = new Fields(answers.get(i));
      if (!fields.isEmpty() && fields.find("claimed").isEmpty()) {
        callers.put(asked.get(i), caller(fields));
      }
    }
    return callers;
  }

  private static Caller caller(Fields token) {
    AccountId account = new AccountId(token.text("account"));
    return token
        .find("instance")
        .<Caller>map(
            instance ->
                new Caller.InstanceCaller(
                    account, new InstanceId(instance), new InstanceName(token.text("name"))))
        .orElseGet(() -> new Caller.AccountCaller(account));
  }

  private List<?> ask(TokenHash token, Budget budget) {
    Args args = Args.of().and(span()).and(limits.calls());
    List<String> keys =
        switch (budget) {
          case CALL -> List.of(Keys.token(token), Keys.calls(token));
          case CREATE -> {
            args.and(limits.creates());
            yield List.of(Keys.token(token), Keys.calls(token), Keys.creates(token));
          }
        };
    return redis.list(ADMIT, keys, args);
  }

  private long span() {
    return limits.window().toNanos() / 1_000;
  }

  /// A creation that stopped right after its commit has left the claim in place; any other one has
  /// come to nothing, or is still going on.
  private Admittance admitClaimed(TokenHash token, Budget budget, List<?> answer) {
    AccountId account = new AccountId(Answers.text(answer, 1));
    InstanceId instance = new InstanceId(Answers.text(answer, 2));
    InstanceName name = new InstanceName(Answers.text(answer, 3));
    boolean committed = names.find(account, name).filter(instance::equals).isPresent();
    if (committed && claims.activate(token, instance)) {
      return read(ask(token, budget));
    }
    return new Admittance.UnknownToken();
  }

  private static Admittance read(List<?> answer) {
    return switch (Answers.text(answer, 0)) {
      case "ADMITTED" -> new Admittance.Admitted(caller(answer), allowance(answer, 4));
      case "LIMITED" -> new Limited(allowance(answer, 4), retryAfter(answer, 4));
      default -> new Admittance.UnknownToken();
    };
  }

  private static Caller caller(List<?> answer) {
    AccountId account = new AccountId(Answers.text(answer, 1));
    String instance = Answers.text(answer, 2);
    return instance.isEmpty()
        ? new Caller.AccountCaller(account)
        : new Caller.InstanceCaller(
            account, new InstanceId(instance), new InstanceName(Answers.text(answer, 3)));
  }

  private static Allowance allowance(List<?> answer, int first) {
    return new Allowance(
        (int) Answers.number(answer, first),
        (int) Answers.number(answer, first + 1),
        Answers.number(answer, first + 2));
  }

  private static Duration retryAfter(List<?> answer, int first) {
    return Duration.ofMillis(Answers.number(answer, first + 3));
  }
}
