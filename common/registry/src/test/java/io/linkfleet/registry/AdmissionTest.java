package io.linkfleet.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.lettuce.core.api.sync.RedisCommands;
import io.linkfleet.contract.InstanceName;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class AdmissionTest {
  @RegisterExtension static final RealRedis REDIS = new RealRedis();

  private static final RateLimits LIMITS = new RateLimits(100, 20, 100, Duration.ofSeconds(60));
  private static final RateLimits SHORT = new RateLimits(10, 5, 10, Duration.ofMillis(300));

  private final Random random = new Random();
  private final Admission admission = REDIS.registry().admission(LIMITS);
  private final Accounts accounts = REDIS.registry().accounts(InstantSource.system(), random);
  private final Instances instances = REDIS.registry().instances(InstantSource.system(), random);
  private NewAccount acme;

  @BeforeEach
  void anAccount() {
    acme = accounts.create("acme", 10, OptionalInt.empty());
  }

  private Admittance admit(Budget budget) {
    return admission.admit(acme.token().hash(), budget);
  }

  private void admit(int times, Budget budget) {
    for (int i = 0; i < times; i++) {
      assertThat(admit(budget)).isInstanceOf(Admittance.Admitted.class);
    }
  }

  @Nested
  class ATokenOf {
    @Test
    void anAccountLetsItsAccountIn() {
      assertThat(admit(Budget.CALL))
          .isInstanceOfSatisfying(
              Admittance.Admitted.class,
              admitted ->
                  assertThat(admitted.caller())
                      .isEqualTo(new Caller.AccountCaller(acme.account().id())));
    }

    @Test
    void anInstanceLetsInToThatInstanceOnly() {
      InstanceName name = new InstanceName("support");
      var created =
          (Creation.Created) instances.create(acme.account().id(), name, Optional.empty());
      assertThat(admission.admit(created.token().hash(), Budget.CALL))
          .isInstanceOfSatisfying(
              Admittance.Admitted.class,
              admitted ->
                  assertThat(admitted.caller())
                      .isEqualTo(
                          new Caller.InstanceCaller(
                              acme.account().id(), created.instance().id(), name)));
    }

    @Test
    void somebodyIsKnownWithoutTakingARequest() {
      InstanceName name = new InstanceName("support");
      var created =
          (Creation.Created) instances.create(acme.account().id(), name, Optional.empty());
      TokenHash own = created.token().hash();
      TokenHash old = acme.token().hash();
      TokenHash nobodys = new Token("not-a-token-of-ours").hash();
      Caller account = new Caller.AccountCaller(acme.account().id());
      Caller instance =
          new Caller.InstanceCaller(acme.account().id(), created.instance().id(), name);
      assertThat(admission.callersOf(Set.of(own, old, nobodys)))
          .isEqualTo(Map.of(own, instance, old, account));
      assertThat(allowance(admit(Budget.CALL)).remaining()).isEqualTo(99);
      TokenHash fresh = accounts.rotateToken(acme.account().id()).orElseThrow().token().hash();
      assertThat(admission.callersOf(Set.of(fresh, old))).isEqualTo(Map.of(fresh, account));
      assertThat(admission.callersOf(Set.of())).isEmpty();
    }

    @Test
    void nobodyLetsNobodyIn() {
      TokenHash nobodys = new Token("not-a-token-of-ours").hash();
      assertThat(admission.admit(nobodys, Budget.CALL)).isEqualTo(new Admittance.UnknownToken());
    }
  }

  @Nested
  class WithinAMinute {
    @Test
    void aHundredCallsAreAdmittedAndTheNextIsNot() {
      for (int left = 99; left >= 0; left--) {
        assertThat(allowance(admit(Budget.CALL)).remaining()).isEqualTo(left);
      }
      Admittance refused = admit(Budget.CALL);
      assertThat(refused)
          .isInstanceOfSatisfying(
              Limited.class,
              limited -> {
                assertThat(limited.allowance().limit()).isEqualTo(100);
                assertThat(limited.retryAfter())
                    .isBetween(Duration.ofSeconds(30), Duration.ofSeconds(60));
                Instant reset = Instant.ofEpochSecond(limited.allowance().resetEpochSecond());
                assertThat(reset)
                    .isBetween(Instant.now().plusSeconds(30), Instant.now().plusSeconds(62));
              });
    }

    @Test
    void twentyCreationsAreAdmittedAndCallsGoOn() {
      for (int left = 19; left >= 0; left--) {
        assertThat(allowance(admit(Budget.CREATE)))
            .extracting(Allowance::limit, Allowance::remaining)
            .containsExactly(20, left);
      }
      assertThat(admit(Budget.CREATE)).isInstanceOf(Limited.class);
      assertThat(allowance(admit(Budget.CALL)).remaining()).isEqualTo(79);
    }

    @Test
    void aRefusedCreationTakesNothingFromEitherBudget() {
      admit(100, Budget.CALL);
      assertThat(allowance(admit(Budget.CREATE)).limit()).isEqualTo(100);
      assertThat(REDIS.commands().llen(Keys.creates(acme.token().hash()))).isZero();
      assertThat(REDIS.commands().llen(Keys.calls(acme.token().hash()))).isEqualTo(100);
    }

    @Test
    void oneTenantsBurstLeavesAnothersBudgetAlone() {
      admit(100, Budget.CALL);
      NewAccount other = accounts.create("other", 10, OptionalInt.empty());
      Admittance admitted = admission.admit(other.token().hash(), Budget.CALL);
      assertThat(allowance(admitted).remaining()).isEqualTo(99);
    }

    @Test
    void anAccountsOwnLimitCounts() {
      NewAccount big = accounts.create("big", 10, OptionalInt.of(250));
      var instance =
          (Creation.Created)
              instances.create(big.account().id(), new InstanceName("support"), Optional.empty());
      for (Token token : List.of(big.token(), instance.token())) {
        assertThat(allowance(admission.admit(token.hash(), Budget.CALL)).limit()).isEqualTo(250);
      }
    }

    @Test
    void anAddressWithoutAValidTokenHasABudgetOfItsOwn() {
      for (int left = 99; left >= 0; left--) {
        assertThat(admission.countStranger("192.0.2.7"))
            .isInstanceOf(Stranger.Counted.class)
            .extracting(stranger -> stranger.allowance().remaining())
            .isEqualTo(left);
      }
      assertThat(admission.countStranger("192.0.2.7")).isInstanceOf(Limited.class);
      assertThat(admission.countStranger("192.0.2.8")).isInstanceOf(Stranger.Counted.class);
    }
  }

  @Nested
  class OverItsBudget {
    @BeforeEach
    void spend() {
      admit(100, Budget.CALL);
      assertThat(admit(Budget.CALL)).isInstanceOf(Limited.class);
    }

    @Test
    void aTokenIsRefusedAgainFromMemoryForASecondAndThenWithRedis() {
      // Redis would let it in.
      REDIS.commands().del(Keys.calls(acme.token().hash()));
      assertThat(admit(Budget.CALL))
          .isInstanceOfSatisfying(
              Limited.class, limited -> assertThat(limited.allowance().remaining()).isZero());
      RealRedis.awaitUntil(() -> admit(Budget.CALL) instanceof Admittance.Admitted);
    }

    @Test
    void aTokenThatIsWithdrawnIsSoonNobodys() {
      REDIS.commands().del(Keys.token(acme.token().hash()));
      RealRedis.awaitUntil(() -> admit(Budget.CALL) instanceof Admittance.UnknownToken);
    }

    @Test
    void anotherGatewayRefusesItToo() {
      assertThat(REDIS.registry().admission(LIMITS).admit(acme.token().hash(), Budget.CALL))
          .isInstanceOf(Limited.class);
    }
  }

  @Nested
  class AsTimePasses {
    private final Admission brief = REDIS.registry().admission(SHORT);

    @Test
    void whatHasLeftTheWindowIsFreeAgainAfterTheTimeTold() {
      Admittance last = admitUntilRefused();
      Duration wait = ((Limited) last).retryAfter();
      long told = System.nanoTime() + wait.toNanos();
      RealRedis.awaitUntil(() -> System.nanoTime() > told);
      assertThat(brief.admit(acme.token().hash(), Budget.CALL))
          .isInstanceOf(Admittance.Admitted.class);
    }

    private Admittance admitUntilRefused() {
      Admittance last = brief.admit(acme.token().hash(), Budget.CALL);
      while (last instanceof Admittance.Admitted) {
        last = brief.admit(acme.token().hash(), Budget.CALL);
      }
      return last;
    }

    @Test
    void aTokenThatIsNotUsedLeavesNoWindowBehind() {
      brief.admit(acme.token().hash(), Budget.CREATE);
      RedisCommands<String, String> commands = REDIS.commands();
      RealRedis.awaitUntil(() -> commands.keys("*:calls").isEmpty());
      RealRedis.awaitUntil(() -> commands.keys("*:creates").isEmpty());
    }

    @Test
    void noWindowEverHoldsMoreThanTheLimitHoweverManyGatewaysAsk() throws Exception {
      Set<Long> admitted = ConcurrentHashMap.newKeySet();
      List<Registry> gateways = Stream.generate(AdmissionTest::gateway).limit(3).toList();
      long end = System.nanoTime() + Duration.ofMillis(1_500).toNanos();
      try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
        for (int i = 0; i < 24; i++) {
          Admission gateway = gateways.get(i % 3).admission(SHORT);
          threads.execute(() -> askUntil(end, gateway, admitted));
        }
      }
      gateways.forEach(Registry::close);
      assertNoWindowHoldsMoreThanTheLimit(admitted);
    }

    private void askUntil(long end, Admission gateway, Set<Long> admitted) {
      while (System.nanoTime() < end) {
        if (gateway.admit(acme.token().hash(), Budget.CALL) instanceof Admittance.Admitted) {
          // The log itself is the witness: Redis' clock decides, not ours.
          REDIS.commands().lrange(Keys.calls(acme.token().hash()), 0, -1).stream()
              .map(Long::valueOf)
              .forEach(admitted::add);
        }
      }
    }

    private void assertNoWindowHoldsMoreThanTheLimit(Set<Long> admitted) {
      List<Long> stamps = new ArrayList<>(admitted.stream().sorted().toList());
      assertThat(stamps).hasSizeGreaterThan(3 * SHORT.calls());
      for (int i = SHORT.calls(); i < stamps.size(); i++) {
        assertThat(stamps.get(i) - stamps.get(i - SHORT.calls()))
            .isGreaterThanOrEqualTo(SHORT.window().toNanos() / 1_000);
      }
    }
  }

  private static Registry gateway() {
    return Registry.open(REDIS.options());
  }

  private static Allowance allowance(Admittance admittance) {
    return switch (admittance) {
      case Admittance.Admitted admitted -> admitted.allowance();
      case Limited limited -> limited.allowance();
      case Admittance.UnknownToken unknown -> throw new AssertionError(unknown);
    };
  }
}
