package io.linkfleet.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkfleet.contract.AccountId;
import io.linkfleet.contract.Command;
import io.linkfleet.contract.InstanceId;
import io.linkfleet.contract.InstanceName;
import io.linkfleet.contract.Reply;
import io.linkfleet.contract.Reply.Failure;
import io.linkfleet.gateway.fleet.GatewayInFleet;
import io.linkfleet.gateway.fleet.Wire.Response;
import io.linkfleet.registry.Instances;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What becomes of an account after it was made.
class AccountLifecycleTest {
  @RegisterExtension static final GatewayInFleet GATEWAY = GatewayInFleet.shared();

  private static final String OPERATOR = "Authorization: Bearer " + GatewayInFleet.OPERATOR;
  private static final String NOBODY = "0".repeat(32);

  private String id;
  private String token;
  private String support;

  @BeforeEach
  void anAccountWithAnInstance() {
    Response made =
        GATEWAY.wire().send("POST", "/admin/accounts", "{\"name\":\"Acme\",\"quota\":2}", OPERATOR);
    id = made.json().at("/account/id").stringValue();
    token = made.json().at("/account/token").stringValue();
    support = GATEWAY.newInstance(token, "support");
    GATEWAY.worker().keepSilent();
  }

  private static Response ask(String method, String path, String body) {
    return GATEWAY.wire().send(method, "/admin/accounts/" + path, body, OPERATOR);
  }

  private static Response list(String token) {
    return GATEWAY.wire().call("GET", "/api/instance/list", "token: " + token);
  }

  private static void assertFailure(Response response, int status, String text) {
    assertThat(response.status()).isEqualTo(status);
    assertThat(response.body())
        .isEqualTo("{\"success\":false,\"error\":{\"message\":\"" + text + "\"}}");
  }

  @ParameterizedTest
  @CsvSource({
    "POST, /token",
    "PATCH, ''",
    "DELETE, ''",
  })
  void anUnknownAccountIsNotFound(String method, String end) {
    for (String nobody : new String[] {NOBODY, "acme", id.toUpperCase(Locale.ROOT)}) {
      assertFailure(ask(method, nobody + end, "{\"limit\":5}"), 404, "Account not found");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "POST, /token",
    "PATCH, ''",
    "DELETE, ''",
  })
  void nobodyButTheOperatorGetsIn(String method, String end) {
    String path = "/admin/accounts/" + id + end;
    Response response =
        GATEWAY.wire().send(method, path, "{\"limit\":5}", "Authorization: Bearer " + token);
    assertFailure(response, 401, "Invalid token");
    assertThat(list(token).header("X-RateLimit-Limit")).isEqualTo("100");
  }

  @Nested
  class ARotatedToken {
    @Test
    void isShownOnceAndTheOldOneIsDead() {
      Response response = ask("POST", id + "/token", "");
      assertThat(response.status()).isEqualTo(200);
      String fresh = response.json().at("/account/token").stringValue();
      assertThat(response.json().at("/message").stringValue()).isEqualTo("Account token rotated");
      assertThat(fresh).matches("lfa_[A-Za-z0-9_-]{32}").isNotEqualTo(token);
      assertFailure(list(token), 401, "Invalid token");
      assertThat(list(fresh).json().at("/message").stringValue()).isEqualTo("1 Instance found");
      assertThat(list(support).status()).isEqualTo(200);
      assertThat(GATEWAY.wire().call("GET", "/admin/accounts", OPERATOR).body())
          .doesNotContain(fresh);
    }
  }

  @Nested
  class AChange {
    @Test
    void ofQuotaAndLimitHoldsAtOnceForInstancesToo() {
      Response response = ask("PATCH", id, "{\"quota\":1,\"limit\":250}");
      assertThat(response.status()).isEqualTo(200);
      assertThat(response.json().at("/message").stringValue()).isEqualTo("Account updated");
      assertThat(response.json().at("/account/quota").intValue()).isEqualTo(1);
      assertThat(response.json().at("/account/limit").intValue()).isEqualTo(250);
      assertThat(response.body()).doesNotContain("token");
      assertThat(list(token).header("X-RateLimit-Limit")).isEqualTo("250");
      assertThat(list(support).header("X-RateLimit-Limit")).isEqualTo("250");
      Response more =
          GATEWAY
              .wire()
              .send("POST", "/api/instance/new", "{\"name\":\"more\"}", "token: " + token);
      assertFailure(more, 403, "Account instance quota exceeded");
    }

    @Test
    void ofNothingLeavesEverythingAsItIs() {
      Response response = ask("PATCH", id, "{\"quota\":null,\"other\":7}");
      assertThat(response.status()).isEqualTo(200);
      assertThat(response.json().at("/account/quota").intValue()).isEqualTo(2);
      assertThat(response.json().at("/account/limit").intValue()).isEqualTo(100);
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        quoteCharacter = '`',
        value = {
          "{\"quota\":-1}|Invalid account quota",
          "{\"limit\":0}|Invalid account limit",
          "{\"limit\":100001}|Invalid account limit",
          "{\"limit\":\"5\"}|Invalid request body",
          "{\"quota\":1.5}|Invalid request body",
          "nonsense|Invalid request body",
        })
    void thatMakesNoSenseIsRefused(String body, String text) {
      assertFailure(ask("PATCH", id, body), 400, text);
      assertThat(list(token).header("X-RateLimit-Limit")).isEqualTo("100");
    }
  }

  @Nested
  class ADeletion {
    private String sales;

    @BeforeEach
    void anotherInstance() {
      sales = GATEWAY.newInstance(token, "sales");
    }

    private InstanceId idOf(String name) {
      return GATEWAY
          .bean(Instances.class)
          .find(new AccountId(id), new InstanceName(name))
          .orElseThrow();
    }

    @Test
    void deletesEveryInstanceByItsWorker() {
      GATEWAY.worker().answerWith(new Reply.Deleted());
      InstanceId one = idOf("support");
      InstanceId other = idOf("sales");
      Response response = ask("DELETE", id, "");
      assertThat(response.status()).isEqualTo(200);
      assertThat(response.body())
          .isEqualTo(
              "{\"success\":true,\"message\":\"Account deleted\","
                  + "\"account\":{\"status\":\"deleted\"}}");
      assertThat(GATEWAY.worker().received())
          .allMatch(received -> received.envelope().command().equals(new Command.Delete()))
          .extracting(received -> received.envelope().instance())
          .containsExactlyInAnyOrder(one, other);
      for (String dead : new String[] {token, support, sales}) {
        assertFailure(list(dead), 401, "Invalid token");
      }
      assertThat(GATEWAY.wire().call("GET", "/admin/accounts", OPERATOR).body()).doesNotContain(id);
      assertFailure(ask("DELETE", id, ""), 404, "Account not found");
    }

    @Test
    void thatFailsHalfwaySaysWhyAndGoesOnWhenRepeated() {
      InstanceId stubborn = idOf("support");
      GATEWAY
          .worker()
          .answerEach(
              instance ->
                  instance.equals(stubborn)
                      ? new Reply.Failed(Failure.STORE_UNAVAILABLE)
                      : new Reply.Deleted());
      assertFailure(ask("DELETE", id, ""), 500, "Failed to delete account: store unavailable");
      assertFailure(list(token), 401, "Invalid token");
      assertFailure(list(sales), 401, "Invalid token");
      assertThat(list(support).status()).isEqualTo(200);
      assertThat(GATEWAY.wire().call("GET", "/admin/accounts", OPERATOR).body())
          .contains(id)
          .contains("\"deletionPending\":true");
      assertFailure(ask("POST", id + "/token", ""), 404, "Account not found");
      GATEWAY.worker().answerWith(new Reply.Deleted());
      assertThat(ask("DELETE", id, "").status()).isEqualTo(200);
      assertThat(GATEWAY.worker().received()).hasSize(1);
      assertFailure(list(support), 401, "Invalid token");
    }
  }
}
