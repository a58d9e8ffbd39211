package io.linkfleet.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.time.InstantSource;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class AccountsTest {
  @RegisterExtension static final RealRedis REDIS = new RealRedis();

  private static final Instant NOW = Instant.ofEpochMilli(1_700_000_000_123L);

  private final Accounts accounts =
      REDIS.registry().accounts(InstantSource.fixed(NOW), new Random());

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
}
