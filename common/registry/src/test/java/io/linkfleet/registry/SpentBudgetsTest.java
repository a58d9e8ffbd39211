package io.linkfleet.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
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
    told("acme", retryAfter, Duration.ZERO);
  }

  /// Redis takes that long to answer.
  private void told(String whose, Duration retryAfter, Duration took) {
    Admittance answer =
        budgets.find(
            whose,
            limited -> limited,
            () -> {
              pass(took);
              return new Limited(NONE_LEFT, retryAfter);
            });
    assertThat(answer).isEqualTo(new Limited(NONE_LEFT, retryAfter));
  }

  /// Empty where Redis is asked.
  private Optional<Limited> known(String whose) {
    return budgets.find(whose, Optional::of, Optional::empty);
  }

  @Test
  void whoIsLetInIsNotRemembered() {
    var in = new Stranger.Counted(new Allowance(100, 99, 1_800_000_000));

    assertThat(budgets.<Stranger>find("acme", limited -> limited, () -> in)).isEqualTo(in);
    assertThat(known("acme")).isEmpty();
  }

  @Test
  void aBudgetNobodySpokeOfIsNotSpent() {
    told(Duration.ofMillis(400));

    assertThat(known("other")).isEmpty();
  }

  @Nested
  class WhileNothingCanComeFree {
    @Test
    void itIsSpentAndTheWaitGetsShorter() {
      told(Duration.ofMillis(400));
      pass(Duration.ofMillis(150));

      assertThat(known("acme")).contains(new Limited(NONE_LEFT, Duration.ofMillis(250)));
    }

    @Test
    void redisIsAskedAgainAfterASecond() {
      told(Duration.ofSeconds(40));
      pass(Duration.ofMillis(999));
      assertThat(known("acme")).isPresent();
      pass(Duration.ofMillis(1));

      assertThat(known("acme")).isEmpty();
    }
  }

  @Nested
  class WhenOneComesFree {
    @Test
    void redisIsAsked() {
      told(Duration.ofMillis(400));
      pass(Duration.ofMillis(400));

      assertThat(known("acme")).isEmpty();
    }

    /// Redis may have answered right after it was asked, and the answer have been slow.
    @Test
    void theTimeCountsFromTheQuestionAndTheWaitFromTheAnswer() {
      told("acme", Duration.ofMillis(400), Duration.ofMillis(100));

      assertThat(known("acme")).contains(new Limited(NONE_LEFT, Duration.ofMillis(400)));
      pass(Duration.ofMillis(300));
      assertThat(known("acme")).isEmpty();
    }
  }

  @Test
  void manyAreForgottenRatherThanKept() {
    for (int i = 0; i <= 10_000; i++) {
      told("token-" + i, Duration.ofSeconds(1), Duration.ZERO);
    }

    assertThat(known("token-0")).isEmpty();
    assertThat(known("token-10000")).isPresent();
  }
}
