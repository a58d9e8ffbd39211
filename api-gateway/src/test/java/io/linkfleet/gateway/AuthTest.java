package io.linkfleet.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkfleet.contract.Reply;
import io.linkfleet.gateway.fleet.GatewayInFleet;
import io.linkfleet.gateway.fleet.Wire.Response;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuthTest {
  @RegisterExtension static final GatewayInFleet GATEWAY = GatewayInFleet.shared();

  private static final String LOGOUT = "/api/instance/logout/support";
  private static final String INVALID_TOKEN =
      "{\"success\":false,\"error\":{\"message\":\"Invalid token\"}}";
  private static final String NOT_FOUND =
      "{\"success\":false,\"error\":{\"message\":\"Instance not found\"}}";

  private String account;
  private String instance;

  @BeforeEach
  void anAccountWithAnInstance() {
    account = GATEWAY.newAccount();
    instance = GATEWAY.newInstance(account, "support");
    GATEWAY.worker().answerWith(new Reply.LoggedOut());
  }

  private static Response logout(String name, String... headers) {
    return GATEWAY.wire().call("DELETE", "/api/instance/logout/" + name, headers);
  }

  private static void assertRefused(Response response, int status, String body) {
    assertThat(response.status()).isEqualTo(status);
    assertThat(response.body()).isEqualTo(body);
    assertThat(response.header("Content-Type")).isEqualTo("application/json");
    assertThat(GATEWAY.worker().received()).isEmpty();
  }

  @Nested
  class TheTokenIsFound {
    @Test
    void inTheTokenHeader() {
      assertThat(logout("support", "token: " + account).status()).isEqualTo(200);
      assertThat(logout("support", "Token:   " + instance + "  ").status()).isEqualTo(200);
    }

    @Test
    void elseAsABearerToken() {
      assertThat(logout("support", "Authorization: Bearer " + account).status()).isEqualTo(200);
      assertThat(logout("support", "authorization: bearer " + instance).status()).isEqualTo(200);
      assertThat(logout("support", "token: ", "Authorization: Bearer " + account).status())
          .isEqualTo(200);
    }

    @Test
    void inTheTokenHeaderEvenIfTheBearerTokenWouldDo() {
      Response response =
          logout("support", "token: not-a-token", "Authorization: Bearer " + account);
      assertRefused(response, 401, INVALID_TOKEN);
    }

    @Test
    void neverInTheUrl() {
      Response response = GATEWAY.wire().call("DELETE", LOGOUT + "?token=" + account);
      assertRefused(response, 401, INVALID_TOKEN);
    }
  }

  @Nested
  class WithoutAValidToken {
    @ParameterizedTest
    @ValueSource(
        strings = {
          "x: y",
          "token: unknown-but-well-formed",
          "token: short",
          "token: with spaces inside",
          "Authorization: Basic dXNlcjpwYXNz",
          "Authorization: Bearer",
          "Authorization: Bearer ",
        })
    void nobodyGetsIn(String header) {
      assertRefused(logout("support", header), 401, INVALID_TOKEN);
    }

    @Test
    void nobodyGetsInWithSeveralEither() {
      Response response = logout("support", "token: " + account, "token: " + account);
      assertRefused(response, 401, INVALID_TOKEN);
    }

    @Test
    void nobodyGetsInWithAnAbsurdOne() {
      assertRefused(logout("support", "token: " + "x".repeat(10_000)), 401, INVALID_TOKEN);
    }

    @Test
    void nobodyLearnsWhichNamesExist() {
      assertRefused(logout("support"), 401, INVALID_TOKEN);
      assertRefused(logout("no-such-name"), 401, INVALID_TOKEN);
      assertRefused(logout("a%2Fb"), 401, INVALID_TOKEN);
    }
  }

  @Nested
  class AnInstancesToken {
    @ParameterizedTest
    @ValueSource(strings = {"other", "no-such-name", "SUPPORT", "a%20b", "support%20"})
    void isInvalidForEveryOtherName(String name) {
      GATEWAY.newInstance(account, "other");
      assertRefused(logout(name, "token: " + instance), 401, INVALID_TOKEN);
    }

    @Test
    void createsNothing() {
      Response response =
          GATEWAY
              .wire()
              .send("POST", "/api/instance/new", "{\"name\":\"more\"}", "token: " + instance);
      assertRefused(response, 401, INVALID_TOKEN);
    }

    @Test
    void isTheOneItsCallerChose() {
      String chosen = "chosen-by-the-caller-" + System.nanoTime();
      String body = "{\"name\":\"mine\",\"token\":\"" + chosen + "\"}";
      Response created =
          GATEWAY.wire().send("POST", "/api/instance/new", body, "token: " + account);
      assertThat(created.body())
          .isEqualTo(
              "{\"success\":true,\"message\":\"Instance created\",\"instance\":{\"name\":\"mine\","
                  + "\"token\":\""
                  + chosen
                  + "\",\"status\":\"disconnected\"}}");
      assertThat(logout("mine", "token: " + chosen).status()).isEqualTo(200);
    }
  }

  @Nested
  class AnAccountsToken {
    @Test
    void neverReachesAnotherAccountsInstance() {
      String other = GATEWAY.newAccount();
      assertRefused(logout("support", "token: " + other), 404, NOT_FOUND);
    }

    @Test
    void reachesItsOwnInstanceOfTheSameName() {
      String other = GATEWAY.newAccount();
      GATEWAY.newInstance(other, "support");
      logout("support", "token: " + other);
      logout("support", "token: " + account);
      assertThat(GATEWAY.worker().received())
          .extracting(command -> command.envelope().instance())
          .doesNotHaveDuplicates()
          .hasSize(2);
    }

    @Test
    void findsNoInstanceUnderANameThatCannotExist() {
      String tooLong = "x".repeat(101);
      for (String name : List.of("a%2Fb", "a%20b", "%C3%A9", tooLong, "x".repeat(10_000))) {
        assertRefused(logout(name, "token: " + account), 404, NOT_FOUND);
      }
    }
  }
}
