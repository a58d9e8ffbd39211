package io.linkfleet.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkfleet.gateway.fleet.GatewayInFleet;
import io.linkfleet.gateway.fleet.Wire.Response;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AdminEndpointsTest {
  private static final String OPERATOR = "Authorization: Bearer " + GatewayInFleet.OPERATOR;
  private static final String ANY_ID = "[0-9a-f]{32}";
  private static final String ANY_INSTANT = "20[0-9-]{8}T[0-9:.]+Z";

  private static void assertFailure(Response response, int status, String text) {
    assertThat(response.status()).isEqualTo(status);
    assertThat(response.body())
        .isEqualTo("{\"success\":false,\"error\":{\"message\":\"" + text + "\"}}");
  }

  @Nested
  class WithAnOperatorToken {
    @RegisterExtension static final GatewayInFleet GATEWAY = GatewayInFleet.shared();

    private Response create(String body) {
      return GATEWAY.wire().send("POST", "/admin/accounts", body, OPERATOR);
    }

    @Test
    void anAccountIsMadeAndItsTokenShown() {
      Response response = create("{\"name\":\"Acme\",\"quota\":7,\"limit\":250}");
      assertThat(response.status()).isEqualTo(201);
      assertThat(
              response
                  .body()
                  .replaceAll("lfa_[A-Za-z0-9_-]{32}", "TOKEN")
                  .replaceAll(ANY_ID, "ID")
                  .replaceAll(ANY_INSTANT, "INSTANT"))
          .isEqualTo(
              "{\"success\":true,\"message\":\"Account created\",\"account\":{\"id\":\"ID\","
                  + "\"name\":\"Acme\",\"quota\":7,\"limit\":250,\"createdAt\":\"INSTANT\","
                  + "\"deletionPending\":false,\"token\":\"TOKEN\"}}");
    }

    @Test
    void whatIsLeftOutHasADefault() {
      Response response = create("{\"name\":\"Acme\"}");
      assertThat(response.json().at("/account/quota").intValue()).isEqualTo(1_000);
      assertThat(response.json().at("/account/limit").intValue()).isEqualTo(100);
    }

    @Test
    void accountsAreListedWithoutTheirTokens() {
      String id = create("{\"name\":\"Acme\"}").json().at("/account/id").stringValue();
      Response response = GATEWAY.wire().call("GET", "/admin/accounts", OPERATOR);
      assertThat(response.status()).isEqualTo(200);
      assertThat(response.body()).contains(id).doesNotContain("token", "lfa_");
      int found = response.json().at("/accounts").size();
      assertThat(response.json().at("/message").stringValue()).startsWith(found + " Account");
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        quoteCharacter = '`',
        value = {
          "{}|Invalid account name",
          "{\"name\":\" \"}|Invalid account name",
          "{\"name\":\"a\\u0000b\"}|Invalid account name",
          "{\"name\":\"Acme\",\"quota\":-1}|Invalid account quota",
          "{\"name\":\"Acme\",\"limit\":0}|Invalid account limit",
          "{\"name\":\"Acme\",\"limit\":1000001}|Invalid account limit",
          "{\"name\":\"Acme\",\"quota\":\"many\"}|Invalid request body",
          "{\"name\":\"Acme\",\"quota\":99999999999}|Invalid request body",
          "nonsense|Invalid request body",
        })
    void senselessAccountsAreRefused(String body, String text) {
      assertFailure(create(body), 400, text);
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "x: y",
          "Authorization: Bearer wrong-operator-token",
          "token: " + GatewayInFleet.OPERATOR,
        })
    void nobodyElseGetsIn(String header) {
      Response response =
          GATEWAY.wire().send("POST", "/admin/accounts", "{\"name\":\"Acme\"}", header);
      assertFailure(response, 401, "Invalid token");
    }

    @Test
    void anAccountsTokenIsNoOperators() {
      String account = GATEWAY.newAccount();
      Response response =
          GATEWAY.wire().call("GET", "/admin/accounts", "Authorization: Bearer " + account);
      assertFailure(response, 401, "Invalid token");
    }
  }

  @Nested
  class WithoutAnOperatorToken {
    @RegisterExtension
    static final GatewayInFleet GATEWAY = new GatewayInFleet("linkfleet.operator-token=");

    @Test
    void thereIsNoSuchDoor() {
      for (String header : new String[] {OPERATOR, "Authorization: Bearer ", "x: y"}) {
        Response response = GATEWAY.wire().call("GET", "/admin/accounts", header);
        assertFailure(response, 404, "Not found");
      }
    }
  }
}
