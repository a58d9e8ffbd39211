package io.linkfleet.local.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/// `DELETE /api/instance/logout/{instance}`, answer by answer.
class LogoutContractTest {
  private final FleetUnderTest fleet = FleetUnderTest.shared();
  private final Tenant tenant = fleet.newTenant();

  @Nested
  class Answers200 {
    @Test
    void onceWhatsAppHasRemovedTheDevice() {
      var linked = tenant.createLinked("support");

      linked.instance().logout().isLoggedOut();

      assertThat(linked.phone().devices()).isEmpty();
      assertThat(linked.instance().listed().path("status").asString()).isEqualTo("loggedout");
    }

    @Test
    void toTheAccountsTokenToo() {
      var linked = tenant.createLinked("support");

      fleet.http().delete("/api/instance/logout/support", "token", tenant.token()).isLoggedOut();

      assertThat(linked.phone().devices()).isEmpty();
    }

    @Test
    void toATokenInTheAuthorizationHeader() {
      var instance = tenant.create("support");
      String bearer = "Bearer " + instance.token();

      fleet.http().delete("/api/instance/logout/support", "Authorization", bearer).isLoggedOut();
    }

    @Test
    void forAnInstanceThatWasNeverLinked() {
      tenant.create("support").logout().isLoggedOut();
    }

    @Test
    void whileACodeIsPendingWhichThenLinksNothing() {
      var instance = tenant.create("support");
      String code = instance.qrCode();

      instance.logout().isLoggedOut();

      assertThat(instance.listed().path("status").asString()).isEqualTo("loggedout");
      assertThat(fleet.simulation().newPhone().tryScan(code).status()).isNotEqualTo(200);
    }

    @Test
    void againAndAgain() {
      var linked = tenant.createLinked("support");

      linked.instance().logout().isLoggedOut();
      linked.instance().logout().isLoggedOut();
    }

    @Test
    void whenThePhoneHasUnlinkedItBefore() {
      var linked = tenant.createLinked("support");
      linked.phone().unlinkFirstDevice();
      linked.instance().awaitStatus("loggedout");

      linked.instance().logout().isLoggedOut();
    }

    @Test
    void withTheBudgetAndTheRequestIdInItsHeaders() {
      var instance = tenant.create("support");

      Response response =
          fleet
              .http()
              .delete(
                  "/api/instance/logout/support",
                  "token",
                  instance.token(),
                  "X-Request-Id",
                  "caller-made-1");

      assertThat(response.number("x-ratelimit-limit")).isEqualTo(100);
      assertThat(response.number("x-ratelimit-remaining")).isEqualTo(99);
      assertThat(response.number("x-ratelimit-reset")).isPositive();
      assertThat(response.header("x-request-id")).contains("caller-made-1");
    }
  }

  @Nested
  class Answers401 {
    @Test
    void withoutAToken() {
      tenant.create("support");

      fleet.http().delete("/api/instance/logout/support").isFailure(401, "Invalid token");
    }

    @Test
    void toAnUnknownToken() {
      tenant.create("support");

      fleet
          .http()
          .delete("/api/instance/logout/support", "token", "0123456789abcdef0123456789abcdef")
          .isFailure(401, "Invalid token");
    }

    @Test
    void toAnotherInstancesTokenWhetherOrNotTheNameExists() {
      tenant.create("support");
      String token = tenant.create("sales").token();

      fleet
          .http()
          .delete("/api/instance/logout/support", "token", token)
          .isFailure(401, "Invalid token");
      fleet
          .http()
          .delete("/api/instance/logout/nobody", "token", token)
          .isFailure(401, "Invalid token");
    }
  }

  @Nested
  class Answers404 {
    @Test
    void forANameTheAccountDoesNotHave() {
      fleet
          .http()
          .delete("/api/instance/logout/nobody", "token", tenant.token())
          .isFailure(404, "Instance not found");
    }

    @Test
    void forANameOnlyAnotherAccountHas() {
      fleet.newTenant().create("support");

      fleet
          .http()
          .delete("/api/instance/logout/support", "token", tenant.token())
          .isFailure(404, "Instance not found");
    }
  }

  @Nested
  class Answers429 {
    @Test
    void toThe101stRequestInAMinute() {
      var instance = tenant.create("support");
      for (int i = 0; i < 100; i++) {
        instance.logout().isLoggedOut();
      }

      Response refused = instance.logout();

      refused.isFailure(429, "Rate limit exceeded. Try again later.");
      assertThat(refused.number("retry-after")).isBetween(1L, 60L);
      assertThat(refused.number("x-ratelimit-limit")).isEqualTo(100);
      assertThat(refused.number("x-ratelimit-remaining")).isZero();
      assertThat(refused.number("x-ratelimit-reset"))
          .isBetween(Instant.now().getEpochSecond() - 1, Instant.now().getEpochSecond() + 61);
    }

    @Test
    void toOneTokenWhileAnotherKeepsItsBudget() {
      var busy = tenant.create("busy");
      var calm = tenant.create("calm");
      for (int i = 0; i < 101; i++) {
        busy.logout();
      }

      assertThat(busy.logout().status()).isEqualTo(429);
      calm.logout().isLoggedOut();
    }
  }

  @Nested
  class FiftyAtOnce {
    @Test
    void causeOneUnlinkAndAllAnswer200() throws Exception {
      var linked = tenant.createLinked("support");
      long before = fleet.simulation().stat("unlinksReceived");

      try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
        Callable<Response> logout = linked.instance()::logout;
        for (var answer : callers.invokeAll(Stream.generate(() -> logout).limit(50).toList())) {
          answer.get().isLoggedOut();
        }
      }

      assertThat(fleet.simulation().stat("unlinksReceived") - before).isEqualTo(1);
      assertThat(linked.phone().devices()).isEmpty();
    }
  }
}
