package io.linkfleet.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkfleet.registry.SpentBudgets.Spent;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class SpentBudgetsTest {
  private static final Allowance NONE_LEFT = new Allowance(100, 0, 1_800_000_000);

  private final AtomicLong clock = new AtomicLong(-5);
  private final SpentBudgets<String> budgets = new SpentBudgets<>(clock::get);

  private void pass(Duration time) {
    clock.addAndGet(time.toNanos());
  }

  private void told(Duration retryAfter) {
    budgets.remember("acme", new Spent(NONE_LEFT, retryAfter), budgets.now());
  }

  @Test
  void aBudgetNobodySpokeOfIsNotSpent() {
    told(Duration.ofMillis(400));

    assertThat(budgets.find("other")).isEmpty();
  }

  @Nested
  class WhileNothingCanComeFree {
    @Test
    void itIsSpentAndTheWaitGetsShorter() {
      told(Duration.ofMillis(400));
      pass(Duration.ofMillis(150));

      assertThat(budgets.find("acme")).contains(new Spent(NONE_LEFT, Duration.ofMillis(250)));
    }

    @Test
    void redisIsAskedAgainAfterASecond() {
      told(Duration.ofSeconds(40));
      pass(Duration.ofMillis(999));
      assertThat(budgets.find("acme")).isPresent();
      pass(Duration.ofMillis(1));

      assertThat(budgets.find("acme")).isEmpty();
    }
  }

  @Nested
  class WhenOneComesFree {
    @Test
    void redisIsAsked() {
      told(Duration.ofMillis(400));
      pass(Duration.ofMillis(400));

      assertThat(budgets.find("acme")).isEmpty();
    }

    /// Redis may have answered right after it was asked, and the answer have been slow.
    @Test
    void theTimeCountsFromTheQuestionAndTheWaitFromTheAnswer() {
      long asked = budgets.now();
      pass(Duration.ofMillis(100));
      budgets.remember("acme", new Spent(NONE_LEFT, Duration.ofMillis(400)), asked);

      assertThat(budgets.find("acme")).contains(new Spent(NONE_LEFT, Duration.ofMillis(400)));
      pass(Duration.ofMillis(300));
      assertThat(budgets.find("acme")).isEmpty();
    }
  }

  @Test
  void manyAreForgottenRatherThanKept() {
    for (int i = 0; i <= 10_000; i++) {
      budgets.remember("token-" + i, new Spent(NONE_LEFT, Duration.ofSeconds(1)), budgets.now());
    }

    assertThat(budgets.find("token-0")).isEmpty();
    assertThat(budgets.find("token-10000")).isPresent();
  }
}
