package io.linkfleet.local.pipeline;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// Measures how long a caller waits for the logout of a connected instance, one after the other, on
/// a warm fleet in this JVM. A program, not a test: its figures depend on the machine. At the root:
///
/// ```
/// mvn -q test-compile spring-boot:test-run \
///   -Dspring-boot.run.main-class=io.linkfleet.local.pipeline.LogoutLatency
/// ```
public final class LogoutLatency {
  private static final int WARM_UP_ROUNDS = 100;
  private static final int ROUNDS = 300;

  /// Below what one account may create in a minute.
  private static final int ROUNDS_PER_ACCOUNT = 10;

  private LogoutLatency() {}

  public static void main(String[] arguments) {
    FleetUnderTest fleet = FleetUnderTest.shared();
    measure(fleet, WARM_UP_ROUNDS);
    List<Duration> waits = measure(fleet, ROUNDS);
    Collections.sort(waits);
    System.out.printf(
        "logout of a connected instance, %d in sequence: p50 %s ms, p90 %s ms, p99 %s ms, max %s ms%n",
        ROUNDS,
        percentile(waits, 50),
        percentile(waits, 90),
        percentile(waits, 99),
        percentile(waits, 100));
    System.exit(0);
  }

  private static List<Duration> measure(FleetUnderTest fleet, int rounds) {
    List<Duration> waits = new ArrayList<>();
    Tenant tenant = fleet.newTenant();
    for (int round = 0; round < rounds; round++) {
      if (round % ROUNDS_PER_ACCOUNT == 0) {
        tenant = fleet.newTenant();
      }
      waits.add(timedLogout(createSettled(fleet, tenant, "round-" + round)));
    }
    return waits;
  }

  /// Connected, and done with uploading the hundreds of keys that a new device uploads.
  private static Tenant.Instance createSettled(FleetUnderTest fleet, Tenant tenant, String name) {
    long uploads = fleet.simulation().stat("preKeyUploads");
    Tenant.Instance instance = tenant.createLinked(name).instance();
    await().until(() -> fleet.simulation().stat("preKeyUploads") > uploads);
    return instance;
  }

  private static Duration timedLogout(Tenant.Instance instance) {
    long before = System.nanoTime();
    Response response = instance.logout();
    Duration wait = Duration.ofNanos(System.nanoTime() - before);
    response.isLoggedOut();
    return wait;
  }

  private static String percentile(List<Duration> sorted, int percent) {
    int index = Math.max(0, (int) Math.ceil(sorted.size() * percent / 100.0) - 1);
    return "%.1f".formatted(sorted.get(index).toNanos() / 1e6);
  }
}
