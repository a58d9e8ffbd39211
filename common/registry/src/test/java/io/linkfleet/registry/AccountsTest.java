package io.linkfleet.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.linkfleet.contract.AccountId;
import io.linkfleet.contract.InstanceName;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class AccountsTest {
  @RegisterExtension static final RealRedis REDIS = new RealRedis();

  private static final Instant NOW = Instant.ofEpochMilli(1_700_000_000_123L);

  private static final AccountId NOBODY = new AccountId("0".repeat(32));

  private final Accounts accounts =
      REDIS.registry().accounts(InstantSource.fixed(NOW), new Random());
  private final Instances instances =
      REDIS.registry().instances(InstantSource.fixed(NOW), new Random());
  private final Admission admission =
      REDIS.registry().admission(new RateLimits(100, 20, 100, Duration.ofSeconds(60)));

  private boolean letsIn(Token token) {
    return admission.admit(token.hash(), Budget.CALL) instanceof Admittance.Admitted;
  }

  private int limitOf(Token token) {
    return ((Admittance.Admitted) admission.admit(token.hash(), Budget.CALL)).allowance().limit();
  }

  private Token newInstance(NewAccount account, String name) {
    var created =
        (Creation.Created)
            instances.create(account.account().id(), new InstanceName(name), Optional.empty());
    return created.token();
  }

  @Test
  void anAccountIsListedAsItWasCreated() {
    NewAccount acme = accounts.create("Acme & Söhne", 5, OptionalInt.of(500));
    NewAccount other = accounts.create("other", 0, OptionalInt.empty());
    assertThat(accounts.list()).containsExactlyInAnyOrder(acme.account(), other.account());
    assertThat(acme.account().createdAt()).isEqualTo(NOW);
  }

  @Test
  void aTokenIsShownOnceAndNeverPrinted() {
    NewAccount acme = accounts.create("acme", 5, OptionalInt.empty());
    assertThat(acme.token().value()).matches("lfa_[A-Za-z0-9_-]{32}");
    assertThat(acme.toString()).doesNotContain(acme.token().value());
    assertThat(acme.token().hash()).hasToString("[REDACTED]");
    assertThat(REDIS.commands().keys("*" + acme.token().hash().hex() + "*")).hasSize(1);
  }

  @Test
  void senselessAccountsAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> accounts.create(" ", 5, OptionalInt.empty()));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> accounts.create("acme", -1, OptionalInt.empty()));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> accounts.create("acme", 5, OptionalInt.of(0)));
  }

  @Nested
  class ARotation {
    private NewAccount acme;
    private AccountId id;

    @BeforeEach
    void anAccount() {
      acme = accounts.create("acme", 5, OptionalInt.of(7));
      id = acme.account().id();
    }

    @Test
    void endsTheOldTokenAndKeepsTheAccount() {
      Token support = newInstance(acme, "support");
      NewAccount rotated = accounts.rotateToken(id).orElseThrow();
      assertThat(rotated.account()).isEqualTo(acme.account());
      assertThat(letsIn(acme.token())).isFalse();
      assertThat(limitOf(rotated.token())).isEqualTo(7);
      assertThat(letsIn(support)).isTrue();
    }

    @Test
    void leavesOneTokenHoweverManyRotateAtOnce() throws Exception {
      try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
        List<Callable<NewAccount>> rotations =
            IntStream.range(0, 16)
                .<Callable<NewAccount>>mapToObj(i -> () -> accounts.rotateToken(id).orElseThrow())
                .toList();
        List<Token> shown =
            threads.invokeAll(rotations).stream()
                .map(Future::resultNow)
                .map(NewAccount::token)
                .toList();
        assertThat(shown).filteredOn(AccountsTest.this::letsIn).hasSize(1);
      }
      assertThat(letsIn(acme.token())).isFalse();
    }

    @Test
    void endsWhatAnEarlierOneThatWasCutOffHasLeft() {
      Token left = new Token("left-by-a-rotation-cut-off");
      REDIS.commands().hset(Keys.token(left.hash()), Map.of("account", id.value()));
      REDIS.commands().sadd(Keys.accountTokens(id), left.hash().hex());
      assertThat(letsIn(left)).isTrue();
      accounts.rotateToken(id);
      assertThat(letsIn(left)).isFalse();
      assertThat(REDIS.commands().smembers(Keys.accountTokens(id))).hasSize(1);
    }

    @Test
    void ofNoAccountLeavesNoToken() {
      int before = REDIS.commands().keys("linkfleet:{t:*").size();
      assertThat(accounts.rotateToken(NOBODY)).isEmpty();
      assertThat(REDIS.commands().keys("linkfleet:{t:*")).hasSize(before);
    }
  }

  @Nested
  class AChange {
    private NewAccount acme;
    private AccountId id;

    @BeforeEach
    void anAccount() {
      acme = accounts.create("acme", 1, OptionalInt.empty());
      id = acme.account().id();
    }

    @Test
    void ofTheLimitReachesTheTokensOfItsInstances() {
      Token support = newInstance(acme, "support");
      Account changed = accounts.change(id, OptionalInt.empty(), OptionalInt.of(250)).orElseThrow();
      assertThat(changed.callLimit()).hasValue(250);
      assertThat(changed.quota()).isEqualTo(1);
      assertThat(List.of(limitOf(acme.token()), limitOf(support))).containsOnly(250);
    }

    @Test
    void ofTheQuotaCountsFromTheNextCreationOn() {
      newInstance(acme, "support");
      accounts.change(id, OptionalInt.of(2), OptionalInt.empty());
      newInstance(acme, "sales");
      assertThat(instances.create(id, new InstanceName("more"), Optional.empty()))
          .isEqualTo(new Creation.QuotaExceeded());
      assertThat(limitOf(acme.token())).isEqualTo(100);
    }

    @Test
    void thatWasCutOffIsFinishedLater() {
      Token support = newInstance(acme, "support");
      REDIS.commands().hset(Keys.account(id), Map.of("limit", "250", "revision", "1"));
      assertThat(limitOf(support)).isEqualTo(100);
      accounts.settle();
      assertThat(limitOf(support)).isEqualTo(250);
      assertThat(REDIS.commands().hget(Keys.account(id), "settled")).isEqualTo("1");
    }

    @Test
    void neverGivesATokenAnOlderLimit() {
      Token support = newInstance(acme, "support");
      accounts.change(id, OptionalInt.empty(), OptionalInt.of(250));
      accounts.change(id, OptionalInt.empty(), OptionalInt.of(300));
      REDIS.commands().hset(Keys.account(id), Map.of("limit", "250", "revision", "1"));
      accounts.settle();
      assertThat(limitOf(support)).isEqualTo(300);
    }

    @Test
    void ofNoAccountMakesNone() {
      assertThat(accounts.change(NOBODY, OptionalInt.of(2), OptionalInt.of(5))).isEmpty();
      assertThat(accounts.find(NOBODY)).isEmpty();
    }
  }

  @Nested
  class ADeletion {
    private NewAccount acme;
    private AccountId id;
    private Token support;

    @BeforeEach
    void anAccount() {
      acme = accounts.create("acme", 5, OptionalInt.empty());
      id = acme.account().id();
      support = newInstance(acme, "support");
    }

    @Test
    void endsTheAccountsTokenFirst() {
      assertThat(accounts.beginDeletion(id)).isTrue();
      assertThat(letsIn(acme.token())).isFalse();
      assertThat(letsIn(support)).isTrue();
      assertThat(accounts.list()).extracting(Account::deletionPending).containsExactly(true);
    }

    @Test
    void letsTheAccountGetNothingMore() {
      accounts.beginDeletion(id);
      assertThat(accounts.rotateToken(id)).isEmpty();
      assertThat(accounts.change(id, OptionalInt.of(9), OptionalInt.empty())).isEmpty();
      assertThat(instances.create(id, new InstanceName("sales"), Optional.empty()))
          .isEqualTo(new Creation.AccountGone());
    }

    @Test
    void isNotDoneWhileAnInstanceIsLeft() {
      accounts.beginDeletion(id);
      assertThat(accounts.endDeletion(id)).isFalse();
      assertThat(accounts.list()).hasSize(1);
      assertThat(accounts.beginDeletion(id)).isTrue();
    }

    @Test
    void leavesNothing() {
      accounts.beginDeletion(id);
      instances
          .named(id)
          .forEach(
              (name, instance) ->
                  instances.forget(id, name, instance, instances.tokenOf(instance)));
      assertThat(accounts.endDeletion(id)).isTrue();
      assertThat(accounts.list()).isEmpty();
      assertThat(accounts.beginDeletion(id)).isFalse();
      assertThat(REDIS.commands().keys("*" + id.value() + "*")).isEmpty();
      assertThat(letsIn(support)).isFalse();
    }
  }
}
