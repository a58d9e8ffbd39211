package io.linkfleet.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkfleet.contract.Command;
import io.linkfleet.contract.PhoneNumber;
import io.linkfleet.contract.Reply;
import io.linkfleet.contract.Reply.Failure;
import io.linkfleet.contract.Reply.Rejection;
import io.linkfleet.gateway.fleet.GatewayInFleet;
import io.linkfleet.gateway.fleet.Wire.Response;
import java.time.Instant;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class LifecycleEndpointsTest {
  @RegisterExtension static final GatewayInFleet GATEWAY = GatewayInFleet.shared();

  private String account;
  private String instance;

  @BeforeEach
  void anAccountWithAnInstance() {
    account = GATEWAY.newAccount();
    instance = GATEWAY.newInstance(account, "support");
    GATEWAY.worker().keepSilent();
  }

  private static void assertFailure(Response response, int status, String text) {
    assertThat(response.status()).isEqualTo(status);
    assertThat(response.body())
        .isEqualTo("{\"success\":false,\"error\":{\"message\":\"" + text + "\"}}");
  }

  private static String words(Failure reason) {
    return reason.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  private static Command received() {
    return GATEWAY.worker().received().getFirst().envelope().command();
  }

  @Nested
  class ConnectByNumber {
    private Response connect(String query) {
      return GATEWAY
          .wire()
          .call("GET", "/api/instance/connect/support" + query, "token: " + instance);
    }

    @Test
    void showsTheCodeInTwoHalves() {
      Instant soon = Instant.now().plusSeconds(60);
      GATEWAY.worker().answerWith(new Reply.PairingCodeGenerated("ABCDEFGH", soon));
      Response response = connect("?number=5511999999999");
      assertThat(response.status()).isEqualTo(200);
      assertThat(response.body())
          .isEqualTo(
              "{\"success\":true,\"message\":\"Pairing code generated\","
                  + "\"pairingCode\":\"ABCD-EFGH\",\"status\":\"pairing\"}");
      assertThat(received()).isEqualTo(new Command.ConnectByCode(new PhoneNumber("5511999999999")));
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "",
          "abc",
          "55119999x9999",
          "05511999999999",
          "123456",
          "1234567890123456",
          "1234567890123456789012345678901234567890",
          "%2B5511999999999",
          "55%2011999999999",
          "5511-99999-9999",
          "-5511999999999",
          "%D9%A5%D9%A5%D9%A1%D9%A1%D9%A9%D9%A9%D9%A9%D9%A9",
          "5511999999999&number=5511999999998",
        })
    void refusesWhatIsNoPhoneNumber(String number) {
      assertFailure(connect("?number=" + number), 400, "Invalid phone number");
      assertThat(GATEWAY.worker().received()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1234567", "123456789012345"})
    void takesTheShortestAndTheLongest(String number) {
      GATEWAY.worker().answerWith(new Reply.AlreadyConnected());
      assertThat(connect("?number=" + number).status()).isEqualTo(200);
      assertThat(received()).isEqualTo(new Command.ConnectByCode(new PhoneNumber(number)));
    }

    @Test
    void looksForTheInstanceBeforeItLooksAtTheNumber() {
      Response response =
          GATEWAY.wire().call("GET", "/api/instance/connect/nope?number=abc", "token: " + account);
      assertFailure(response, 404, "Instance not found");
    }

    @ParameterizedTest
    @EnumSource
    void thatFailsSaysNothingAboutWhy(Failure reason) {
      GATEWAY.worker().answerWith(new Reply.Failed(reason));
      assertFailure(connect("?number=5511999999999"), 500, "Failed to connect instance");
    }
  }

  @Nested
  class Reconnect {
    private Response reconnect(String token) {
      return GATEWAY.wire().call("POST", "/api/instance/reconnect/support", "token: " + token);
    }

    @Test
    void isInitiated() {
      GATEWAY.worker().answerWith(new Reply.ReconnectInitiated());
      for (String token : new String[] {account, instance}) {
        Response response = reconnect(token);
        assertThat(response.status()).isEqualTo(200);
        assertThat(response.body())
            .isEqualTo(
                "{\"success\":true,\"message\":\"Reconnect initiated\","
                    + "\"status\":\"connecting\"}");
      }
      assertThat(received()).isEqualTo(new Command.Reconnect());
    }

    @Test
    void needsASavedSession() {
      GATEWAY.worker().answerWith(new Reply.Rejected(Rejection.NO_SAVED_SESSION));
      assertFailure(
          reconnect(instance), 400, "Instance has no saved session — call /connect first");
    }

    @Test
    void ofAConnectedInstance() {
      GATEWAY.worker().answerWith(new Reply.AlreadyConnected());
      assertThat(reconnect(instance).body())
          .isEqualTo(
              "{\"success\":true,\"message\":\"Instance already connected\","
                  + "\"status\":\"connected\"}");
    }

    @ParameterizedTest
    @EnumSource
    void thatFailsSaysWhy(Failure reason) {
      GATEWAY.worker().answerWith(new Reply.Failed(reason));
      assertFailure(reconnect(instance), 500, "Failed to reconnect: " + words(reason));
    }

    @Test
    void readsNoBody() {
      GATEWAY.worker().answerWith(new Reply.ReconnectInitiated());
      Response response =
          GATEWAY
              .wire()
              .send("POST", "/api/instance/reconnect/support", "nonsense", "token: " + instance);
      assertThat(response.status()).isEqualTo(200);
    }
  }

  @Nested
  class Delete {
    private Response delete(String name, String token) {
      return GATEWAY.wire().call("DELETE", "/api/instance/delete/" + name, "token: " + token);
    }

    private Response list(String token) {
      return GATEWAY.wire().call("GET", "/api/instance/list", "token: " + token);
    }

    @Test
    void freesTheNameAndEndsTheToken() {
      GATEWAY.worker().answerWith(new Reply.Deleted());
      Response response = delete("support", account);
      assertThat(response.status()).isEqualTo(200);
      assertThat(response.body())
          .isEqualTo(
              "{\"success\":true,\"message\":\"Instance deleted\","
                  + "\"instance\":{\"status\":\"deleted\"}}");
      assertThat(received()).isEqualTo(new Command.Delete());
      assertFailure(list(instance), 401, "Invalid token");
      assertFailure(delete("support", account), 404, "Instance not found");
      assertThat(GATEWAY.newInstance(account, "support")).isNotEqualTo(instance);
    }

    @Test
    void isNotForAnInstancesOwnToken() {
      for (String name : new String[] {"support", "nope"}) {
        assertFailure(delete(name, instance), 401, "Invalid token");
      }
      assertThat(GATEWAY.worker().received()).isEmpty();
      assertThat(list(instance).status()).isEqualTo(200);
    }

    @Test
    void reachesNoOtherAccountsInstance() {
      assertFailure(delete("support", GATEWAY.newAccount()), 404, "Instance not found");
      assertThat(GATEWAY.worker().received()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void thatFailsSaysWhyAndForgetsNothing(Failure reason) {
      GATEWAY.worker().answerWith(new Reply.Failed(reason));
      assertFailure(delete("support", account), 500, "Failed to delete instance: " + words(reason));
      assertThat(list(instance).status()).isEqualTo(200);
    }
  }
}
