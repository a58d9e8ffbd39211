package io.linkfleet.gateway;

import io.linkfleet.gateway.dispatch.Rehearsal;
import io.linkfleet.registry.Accounts;
import io.linkfleet.registry.Admission;
import io.linkfleet.registry.Budget;
import io.linkfleet.registry.PartitionCountMismatch;
import io.linkfleet.registry.Registry;
import io.linkfleet.registry.RegistryUnavailable;
import io.linkfleet.registry.TokenHash;
import io.linkfleet.settings.InvalidSetting;
import java.time.Duration;
import java.util.HexFormat;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;

/// The last step of a start: the program is ready when it returns. Waits for Redis and the broker
/// as long as they take, while liveness is told and readiness is not; ends the start when either of
/// them belongs to a fleet with another partition count. Finishes changes of accounts that another
/// gateway was cut off in.
final class GatewayStart implements ApplicationRunner, DisposableBean {
  private static final Logger log = LoggerFactory.getLogger(GatewayStart.class);
  private static final long RETRY_MILLIS = 500;
  private static final int WARM_UP_PASSES = 300;
  private static final Duration WARM_UP_AT_MOST = Duration.ofMillis(250);

  private final Registry registry;
  private final Accounts accounts;
  private final Admission admission;
  private final Rehearsal rehearsal;
  private final RandomGenerator random;
  private final CountDownLatch stopping = new CountDownLatch(1);

  GatewayStart(
      Registry registry,
      Accounts accounts,
      Admission admission,
      Rehearsal rehearsal,
      RandomGenerator random) {
    this.registry = registry;
    this.accounts = accounts;
    this.admission = admission;
    this.rehearsal = rehearsal;
    this.random = random;
  }

  private interface Attempt {
    boolean succeeds() throws InterruptedException;
  }

  @Override
  public void run(ApplicationArguments arguments) throws InterruptedException {
    retry("Redis", this::registryAgrees);
    retry("the broker", rehearsal::perform);
    retry("Redis", this::warmUp);
  }

  @Override
  public void destroy() {
    stopping.countDown();
  }

  private void retry(String what, Attempt attempt) throws InterruptedException {
    boolean told = false;
    while (stopping.getCount() > 0 && !attempt.succeeds()) {
      if (!told) {
        log.warn("waiting for {}", what);
        told = true;
      }
      if (stopping.await(RETRY_MILLIS, TimeUnit.MILLISECONDS)) {
        return;
      }
    }
  }

  private boolean registryAgrees() {
    try {
      registry.fleet().verify();
      accounts.settle();
      return true;
    } catch (RegistryUnavailable away) {
      return false;
    } catch (PartitionCountMismatch another) {
      throw new InvalidSetting("linkfleet.partitions", another.getMessage());
    }
  }

  /// Asks for tokens that cannot exist, which changes nothing.
  private boolean warmUp() {
    byte[] hash = new byte[32];
    long end = System.nanoTime() + WARM_UP_AT_MOST.toNanos();
    try {
      for (int pass = 0; pass < WARM_UP_PASSES && System.nanoTime() - end < 0; pass++) {
        random.nextBytes(hash);
        var _ = admission.admit(new TokenHash(HexFormat.of().formatHex(hash)), Budget.CALL);
      }
      return true;
    } catch (RegistryUnavailable away) {
      return false;
    }
  }
}
