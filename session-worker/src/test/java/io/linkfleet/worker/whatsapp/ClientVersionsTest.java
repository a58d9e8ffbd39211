package io.linkfleet.worker.whatsapp;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkfleet.whatsapp.login.ClientVersion;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class ClientVersionsTest {
  private static final Duration LONG = Duration.ofHours(1);
  private static final Duration SHORT = Duration.ofMillis(20);
  private static final ClientVersion OLDER = version(100);
  private static final ClientVersion START = version(200);
  private static final ClientVersion NEWER = version(300);

  private final BlockingQueue<ClientVersions.Source> answers = new LinkedBlockingQueue<>();
  private final AtomicInteger asked = new AtomicInteger();
  private final Semaphore told = new Semaphore(0);
  private ClientVersions versions;

  @AfterEach
  void stop() {
    versions.close();
  }

  @Test
  void beginsWithWhatIsConfiguredAndAsksNobody() {
    start(LONG);
    assertThat(versions.current()).isEqualTo(START);
    assertThat(versions.isOutdated()).isFalse();
    assertThat(asked).hasValue(0);
  }

  @Nested
  class Announced {
    private final Instant day = Instant.ofEpochSecond(1_800_000_000);

    @Test
    void theDayIsKnown() {
      start(LONG);
      assertThat(versions.expiry()).isEmpty();
      versions.expires(START, day);
      assertThat(versions.expiry()).contains(day);
      versions.expires(START, day.plusSeconds(1));
      assertThat(versions.expiry()).contains(day.plusSeconds(1));
    }

    @Test
    void ofAnEarlierVersionItIsOfNoInterest() {
      start(LONG);
      versions.expires(OLDER, day);
      assertThat(versions.expiry()).isEmpty();
    }

    @Test
    void aNewerVersionHasItsOwn() throws InterruptedException {
      start(LONG);
      versions.expires(START, day);
      finds(NEWER);
      versions.refused(START);

      expectTold();
      assertThat(versions.expiry()).isEmpty();
    }
  }

  @Nested
  class Refused {
    @Test
    void itFindsTheNewerOneAndTellsSo() throws InterruptedException {
      start(LONG);
      finds(NEWER);
      versions.refused(START);

      expectTold();
      assertThat(versions.current()).isEqualTo(NEWER);
      assertThat(versions.isOutdated()).isFalse();
    }

    @Test
    void byEverybodyAtOnceItAsksOnce() throws InterruptedException {
      start(LONG);
      finds(START);
      for (int i = 0; i < 100; i++) {
        versions.refused(START);
      }
      awaitAsked(1);

      assertThat(versions.isOutdated()).isTrue();
      assertThat(versions.current()).isEqualTo(START);
      assertThat(asked).hasValue(1);
    }

    @Test
    void itAsksAgainUntilThereIsANewerOne() throws InterruptedException {
      start(SHORT);
      finds(START);
      finds(OLDER);
      answers.add(Optional::empty);
      answers.add(
          () -> {
            throw new IOException("away");
          });
      answers.add(
          () -> {
            throw new IllegalStateException("broken");
          });
      finds(NEWER);
      versions.refused(START);

      expectTold();
      assertThat(asked).hasValue(6);
      assertThat(versions.current()).isEqualTo(NEWER);
    }

    @Test
    void theNewerOneTooItIsOutdatedAgain() throws InterruptedException {
      start(SHORT);
      finds(NEWER);
      versions.refused(START);
      expectTold();
      finds(version(400));
      versions.refused(NEWER);

      expectTold();
      assertThat(versions.current()).isEqualTo(version(400));
    }

    @Test
    void forAnOldVersionItTellsAgainAndAsksNobody() throws InterruptedException {
      start(LONG);
      versions.refused(OLDER);

      expectTold();
      assertThat(versions.isOutdated()).isFalse();
      assertThat(asked).hasValue(0);
    }

    @Test
    void aListenerThatFailsDoesNotKeepTheNextFromKnowing() throws InterruptedException {
      versions = new ClientVersions(START, this::newer, LONG, InstantSource.system());
      versions.onNewer(
          () -> {
            throw new IllegalStateException("broken");
          });
      versions.onNewer(told::release);
      versions.refused(START);

      expectTold();
    }

    private Optional<ClientVersion> newer() {
      return Optional.of(NEWER);
    }
  }

  private void start(Duration interval) {
    versions = new ClientVersions(START, this::next, interval, InstantSource.system());
    versions.onNewer(told::release);
  }

  private Optional<ClientVersion> next() throws IOException, InterruptedException {
    ClientVersions.Source answer = answers.take();
    asked.incrementAndGet();
    return answer.newest();
  }

  private void finds(ClientVersion found) {
    answers.add(() -> Optional.of(found));
  }

  private void expectTold() throws InterruptedException {
    assertThat(told.tryAcquire(10, TimeUnit.SECONDS)).isTrue();
  }

  private void awaitAsked(int times) {
    long giveUp = System.nanoTime() + Duration.ofSeconds(10).toNanos();
    while (asked.get() < times) {
      assertThat(System.nanoTime()).as("waited too long").isLessThan(giveUp);
      Thread.onSpinWait();
    }
  }

  private static ClientVersion version(int revision) {
    return new ClientVersion(2, 3000, revision);
  }
}
