package io.linkfleet.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lettuce.core.metrics.CommandLatencyRecorder;
import io.linkfleet.contract.AccountId;
import io.linkfleet.contract.InstanceId;
import io.linkfleet.contract.InstanceName;
import io.linkfleet.contract.InstanceStatus;
import io.linkfleet.contract.Standing;
import io.linkfleet.contract.StateReason;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class InstancesTest {
  @RegisterExtension static final RealRedis REDIS = new RealRedis();

  private static final Instant NOW = Instant.ofEpochMilli(1_700_000_000_123L);
  private static final InstanceName SUPPORT = new InstanceName("support");
  private static final Token CHOSEN = new Token("chosen-by-the-caller");
  private static final RateLimits LIMITS = new RateLimits(100, 20, 100, Duration.ofSeconds(60));

  private final Random random = new Random();
  private final Instances instances = REDIS.registry().instances(InstantSource.fixed(NOW), random);
  private final Accounts accounts = REDIS.registry().accounts(InstantSource.fixed(NOW), random);
  private final Admission admission = REDIS.registry().admission(LIMITS);
  private AccountId acme;

  @BeforeEach
  void anAccount() {
    acme = accounts.create("acme", 3, OptionalInt.empty()).account().id();
  }

  private Creation create(String name) {
    return instances.create(acme, new InstanceName(name), Optional.empty());
  }

  private Optional<Caller> callerOf(Token token) {
    return switch (admission.admit(token.hash(), Budget.CALL)) {
      case Admittance.Admitted admitted -> Optional.of(admitted.caller());
      case Limited limited -> throw new AssertionError(limited);
      case Admittance.UnknownToken() -> Optional.empty();
    };
  }

  @Test
  void aNewInstanceIsDisconnectedAndFoundByItsName() {
    Creation.Created created = (Creation.Created) create("support");
    InstanceRecord expected =
        new InstanceRecord(
            created.instance().id(),
            acme,
            SUPPORT,
            NOW,
            Standing.of(InstanceStatus.DISCONNECTED, StateReason.CREATED),
            NOW,
            Optional.empty(),
            false);
    assertThat(created.instance()).isEqualTo(expected);
    assertThat(instances.find(acme, SUPPORT)).contains(expected.id());
    assertThat(instances.list(acme)).containsExactly(expected);
    assertThat(REDIS.registry().devices().load(expected.id()).orElseThrow().instance())
        .isEqualTo(expected);
  }

  @Test
  void aListIsInTheOrderOfNames() {
    create("b");
    create("a");
    assertThat(instances.list(acme))
        .extracting(one -> one.name().value())
        .containsExactly("a", "b");
  }

  @Test
  void twoAccountsMayBothUseAName() {
    AccountId other = accounts.create("other", 3, OptionalInt.empty()).account().id();
    create("support");
    assertThat(instances.find(other, SUPPORT)).isEmpty();
    assertThat(instances.create(other, SUPPORT, Optional.empty()))
        .isInstanceOf(Creation.Created.class);
  }

  @Test
  void aNameIsGivenOnce() {
    create("support");
    assertThat(create("support")).isEqualTo(new Creation.NameTaken());
  }

  @Test
  void noMoreThanTheQuota() {
    create("a");
    create("b");
    create("c");
    assertThat(create("d")).isEqualTo(new Creation.QuotaExceeded());
  }

  @Test
  void theChosenTokenIsTheToken() {
    var created = (Creation.Created) instances.create(acme, SUPPORT, Optional.of(CHOSEN));
    assertThat(created.token()).isEqualTo(CHOSEN);
    assertThat(callerOf(CHOSEN))
        .contains(new Caller.InstanceCaller(acme, created.instance().id(), SUPPORT));
  }

  @Test
  void aTokenInUseCannotBeChosen() {
    Token account = accounts.create("other", 3, OptionalInt.empty()).token();
    instances.create(acme, SUPPORT, Optional.of(CHOSEN));
    InstanceName sales = new InstanceName("sales");
    for (Token taken : List.of(account, CHOSEN)) {
      assertThat(instances.create(acme, sales, Optional.of(taken)))
          .isEqualTo(new Creation.TokenTaken());
    }
    assertThat(instances.find(acme, sales)).isEmpty();
  }

  @Test
  void tokensAreStoredAsHashesOnly() {
    Creation.Created created = (Creation.Created) create("support");
    instances.create(acme, new InstanceName("sales"), Optional.of(CHOSEN));
    for (String key : REDIS.commands().keys("*")) {
      String value = new String(REDIS.commands().dump(key), StandardCharsets.ISO_8859_1);
      assertThat(key + value).doesNotContain(created.token().value(), CHOSEN.value());
    }
    assertThat(created.toString()).doesNotContain(created.token().value());
  }

  @Nested
  class AtTheSameTime {
    @Test
    void oneOfManyGetsTheName() throws Exception {
      List<Creation> outcomes = together(i -> create("support"));
      assertThat(outcomes).filteredOn(Creation.Created.class::isInstance).hasSize(1);
      assertThat(outcomes).filteredOn(Creation.NameTaken.class::isInstance).hasSize(15);
      assertThat(instances.list(acme)).hasSize(1);
    }

    @Test
    void noMoreThanTheQuotaIsCreated() throws Exception {
      List<Creation> outcomes = together(i -> create("i" + i));
      assertThat(outcomes).filteredOn(Creation.Created.class::isInstance).hasSize(3);
      assertThat(outcomes).filteredOn(Creation.QuotaExceeded.class::isInstance).hasSize(13);
      assertThat(REDIS.commands().keys("*:instance:*")).hasSize(3);
      assertThat(REDIS.commands().keys("linkfleet:{t:*")).hasSize(3 + 1);
    }

    @Test
    void oneOfManyGetsTheChosenToken() throws Exception {
      List<Creation> outcomes =
          together(i -> instances.create(acme, new InstanceName("i" + i), Optional.of(CHOSEN)));
      assertThat(outcomes).filteredOn(Creation.Created.class::isInstance).hasSize(1);
      assertThat(outcomes).filteredOn(Creation.TokenTaken.class::isInstance).hasSize(15);
    }

    private List<Creation> together(Function<Integer, Creation> creation) throws Exception {
      try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
        List<Callable<Creation>> creations =
            IntStream.range(0, 16)
                .<Callable<Creation>>mapToObj(i -> () -> creation.apply(i))
                .toList();
        return threads.invokeAll(creations).stream().map(Future::resultNow).toList();
      }
    }
  }

  /// What a creation leaves behind that dies right after one of its steps.
  @Nested
  class CutOff {
    private static final class Crash extends RuntimeException {}

    private void createAndCrashAfter(InstanceCreation.Step last, Token token) {
      assertThatThrownBy(() -> crashing(last, token)).isInstanceOf(Crash.class);
    }

    private void crashing(InstanceCreation.Step last, Token token) {
      try (Redis redis = new Redis(REDIS.options(), CommandLatencyRecorder.disabled())) {
        InstanceId id = InstanceId.random(random);
        new InstanceCreation(redis, RealRedis.PARTITIONS, step -> crash(step == last))
            .create(id, acme, SUPPORT, token, NOW);
      }
    }

    /// Nor by a limit that changes just before the commit.
    @Test
    void norByAChangeOfTheLimitIsATokenLeftWithTheOldOne() {
      InstanceId id = InstanceId.random(random);
      try (Redis redis = new Redis(REDIS.options(), CommandLatencyRecorder.disabled())) {
        new InstanceCreation(redis, RealRedis.PARTITIONS, step -> limitChangesAfter(step))
            .create(id, acme, SUPPORT, CHOSEN, NOW);
      }
      assertThat(admission.admit(CHOSEN.hash(), Budget.CALL))
          .isInstanceOfSatisfying(
              Admittance.Admitted.class,
              admitted -> assertThat(admitted.allowance().limit()).isEqualTo(250));
      assertThat(instances.find(acme, SUPPORT)).contains(id);
    }

    private void limitChangesAfter(InstanceCreation.Step step) {
      if (step == InstanceCreation.Step.CLAIMED) {
        accounts.change(acme, OptionalInt.empty(), OptionalInt.of(250));
      }
    }

    private static void crash(boolean now) {
      if (now) {
        throw new Crash();
      }
    }

    @ParameterizedTest
    @EnumSource(names = {"LOOKED", "CLAIMED", "RECORDED"})
    void beforeTheCommitItLetsNobodyInAndARepeatSucceeds(InstanceCreation.Step last) {
      createAndCrashAfter(last, CHOSEN);
      assertThat(callerOf(CHOSEN)).isEmpty();
      assertThat(instances.list(acme)).isEmpty();
      assertThat(instances.create(acme, SUPPORT, Optional.of(CHOSEN)))
          .isInstanceOf(Creation.Created.class);
      assertThat(callerOf(CHOSEN)).isPresent();
    }

    @ParameterizedTest
    @EnumSource(names = {"LOOKED", "CLAIMED", "RECORDED"})
    void beforeTheCommitTheNameIsFreeForAnotherTokenToo(InstanceCreation.Step last) {
      Token lost = new Token("lost-with-the-crash");
      createAndCrashAfter(last, lost);
      assertThat(create("support")).isInstanceOf(Creation.Created.class);
      assertThat(callerOf(lost)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = {"COMMITTED", "ACTIVATED"})
    void afterTheCommitTheInstanceExistsAndItsTokenLetsIn(InstanceCreation.Step last) {
      createAndCrashAfter(last, CHOSEN);
      assertThat(callerOf(CHOSEN)).isPresent();
      assertThat(callerOf(CHOSEN)).isPresent();
      assertThat(create("support")).isEqualTo(new Creation.NameTaken());
    }

    @Test
    void afterTheCommitItsTokenIsInUse() {
      createAndCrashAfter(InstanceCreation.Step.COMMITTED, CHOSEN);
      assertThat(instances.create(acme, new InstanceName("sales"), Optional.of(CHOSEN)))
          .isEqualTo(new Creation.TokenTaken());
      assertThat(callerOf(CHOSEN)).isPresent();
    }

    @Test
    void itsTokenIsFreeForAnotherNameOnceTheLeaseOfTheClaimIsOver() {
      createAndCrashAfter(InstanceCreation.Step.RECORDED, CHOSEN);
      InstanceName sales = new InstanceName("sales");
      assertThat(instances.create(acme, sales, Optional.of(CHOSEN)))
          .isEqualTo(new Creation.TokenTaken());
      REDIS.commands().hset(Keys.token(CHOSEN.hash()), "claimed", "1000");
      assertThat(instances.create(acme, sales, Optional.of(CHOSEN)))
          .isInstanceOf(Creation.Created.class);
    }
  }
}
