package io.linkfleet.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkfleet.contract.CommandId;
import io.linkfleet.contract.InstanceId;
import io.linkfleet.contract.InstanceStatus;
import io.linkfleet.contract.Partitions;
import io.linkfleet.contract.Standing;
import io.linkfleet.contract.StateReason;
import io.linkfleet.gateway.fleet.GatewayInFleet;
import io.linkfleet.gateway.fleet.RealBroker;
import io.linkfleet.gateway.fleet.Wire.Response;
import io.linkfleet.registry.Admission;
import io.linkfleet.registry.Admittance;
import io.linkfleet.registry.Budget;
import io.linkfleet.registry.Caller;
import io.linkfleet.registry.Entry;
import io.linkfleet.registry.Fence;
import io.linkfleet.registry.NumberJid;
import io.linkfleet.registry.Registry;
import io.linkfleet.registry.SealedDevice;
import io.linkfleet.registry.Token;
import java.time.Instant;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class InstanceEndpointsTest {
  @RegisterExtension static final GatewayInFleet GATEWAY = GatewayInFleet.shared();

  private static final String INSTANT = "20[0-9-]{8}T[0-9:.]+Z";

  private String account;

  @BeforeEach
  void anAccount() {
    account = GATEWAY.newAccount();
  }

  private static void assertFailure(Response response, int status, String text) {
    assertThat(response.status()).isEqualTo(status);
    assertThat(response.body())
        .isEqualTo("{\"success\":false,\"error\":{\"message\":\"" + text + "\"}}");
  }

  @Nested
  class New {
    private Response create(String name) {
      String body = "{\"name\":\"" + name + "\"}";
      return GATEWAY.wire().send("POST", "/api/instance/new", body, "token: " + account);
    }

    @Test
    void showsTheTokenOfTheInstance() {
      Response response = create("support");
      assertThat(response.status()).isEqualTo(201);
      assertThat(response.body().replaceAll("lfi_[A-Za-z0-9_-]{32}", "TOKEN"))
          .isEqualTo(
              "{\"success\":true,\"message\":\"Instance created\",\"instance\":{\"name\":\"support\","
                  + "\"token\":\"TOKEN\",\"status\":\"disconnected\"}}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a/b", "é", "a.b", "a\\u0000b"})
    void refusesNamesThatAreNone(String name) {
      assertFailure(create(name), 400, "Invalid instance name");
    }

    @Test
    void refusesNamesThatAreTooLongOrMissing() {
      assertThat(create("x".repeat(100)).status()).isEqualTo(201);
      assertFailure(create("x".repeat(101)), 400, "Invalid instance name");
      Response missing =
          GATEWAY.wire().send("POST", "/api/instance/new", "{\"name\":null}", "token: " + account);
      assertFailure(missing, 400, "Invalid instance name");
    }

    @Test
    void refusesANameTwiceButNotInAnotherAccount() {
      create("support");
      assertFailure(create("support"), 409, "Instance already exists");
      account = GATEWAY.newAccount();
      assertThat(create("support").status()).isEqualTo(201);
    }

    private Response createWithToken(String name, String token) {
      String body = "{\"name\":\"" + name + "\",\"token\":\"" + token + "\"}";
      return GATEWAY.wire().send("POST", "/api/instance/new", body, "token: " + account);
    }

    @Test
    void refusesATokenThatIsInUseWithoutTellingWhose() {
      String other = GATEWAY.newAccount();
      for (String taken : new String[] {account, other, GATEWAY.newInstance(other, "sales")}) {
        assertFailure(createWithToken("sales", taken), 409, "Token already in use");
      }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "short", "fifteen-chars-x"})
    void refusesATokenThatIsEasilyGuessed(String token) {
      assertFailure(createWithToken("sales", token), 400, "Token too short");
    }

    @Test
    void takesATokenOfSixteenCharacters() {
      String chosen = Long.toString(System.nanoTime()) + "x".repeat(16);
      assertThat(createWithToken("sales", chosen.substring(0, 16)).status()).isEqualTo(201);
    }

    @Test
    void looksAtNothingItWasNotAskedFor() {
      String body = "{\"webhook\":{\"url\":7},\"name\":\"sales\",\"token\":null}";
      Response response =
          GATEWAY.wire().send("POST", "/api/instance/new", body, "token: " + account);
      assertThat(response.status()).isEqualTo(201);
    }

    @Test
    void refusesMoreThanTheQuota() {
      account = GATEWAY.newAccount(1, OptionalInt.empty());
      create("support");
      assertFailure(create("sales"), 403, "Account instance quota exceeded");
    }
  }

  @Nested
  class Listing {
    private Response list(String token, String query) {
      return GATEWAY.wire().call("GET", "/api/instance/list" + query, "token: " + token);
    }

    private String names(Response response) {
      return String.join(",", response.json().at("/instances").findValuesAsString("name"));
    }

    @Test
    void showsAnInstanceThatWasNeverLinked() {
      GATEWAY.newInstance(account, "support");
      Response response = list(account, "");
      assertThat(response.status()).isEqualTo(200);
      assertThat(response.body().replaceAll(INSTANT, "INSTANT"))
          .isEqualTo(
              "{\"success\":true,\"message\":\"1 Instance found\",\"instances\":[{\"name\":\"support\","
                  + "\"status\":\"disconnected\",\"connection\":{\"state\":\"disconnected\","
                  + "\"numberJid\":null,\"reason\":\"created\"},\"createdAt\":\"INSTANT\",\"stateSince\":\"INSTANT\","
                  + "\"unlinkPending\":false}]}");
    }

    @Test
    void showsANumberWhileLinkedAndAPendingUnlinkAfterwards() {
      String token = GATEWAY.newInstance(account, "support");
      Registry registry = GATEWAY.bean(Registry.class);
      InstanceId id = idOf(token);
      int partition = new Partitions(RealBroker.PARTITIONS).of(id);
      Fence fence = registry.ownerships().take(partition, "worker-1");
      SealedDevice device = new SealedDevice("key", new byte[] {1});
      registry
          .devices()
          .pair(
              fence,
              id,
              device,
              new NumberJid("5511999999999:12@s.whatsapp.net"),
              entry(InstanceStatus.CONNECTED, StateReason.PAIRING, Instant.EPOCH));
      JsonNode linked = list(token, "").json().at("/instances/0");
      assertThat(linked.at("/connection").toString())
          .isEqualTo(
              "{\"state\":\"connected\",\"numberJid\":\"5511999999999:12@s.whatsapp.net\","
                  + "\"reason\":\"pairing\"}");
      registry
          .devices()
          .depart(
              fence,
              id,
              "key",
              CommandId.random(new Random(1)),
              entry(InstanceStatus.LOGGED_OUT, StateReason.API, Instant.EPOCH.plusSeconds(1)));
      JsonNode leaving = list(token, "").json().at("/instances/0");
      assertThat(leaving.at("/unlinkPending").booleanValue()).isTrue();
      assertThat(leaving.at("/status").stringValue()).isEqualTo("loggedout");
      assertThat(leaving.at("/stateSince").stringValue()).isEqualTo("1970-01-01T00:00:01Z");
    }

    private static Entry entry(InstanceStatus status, StateReason reason, Instant at) {
      return new Entry(Standing.of(status, reason), at);
    }

    private InstanceId idOf(String token) {
      Admittance admittance =
          GATEWAY.bean(Admission.class).admit(new Token(token).hash(), Budget.CALL);
      Caller caller = ((Admittance.Admitted) admittance).caller();
      return ((Caller.InstanceCaller) caller).instance();
    }

    @Test
    void countsWhatItFinds() {
      assertThat(list(account, "").body())
          .isEqualTo("{\"success\":true,\"message\":\"0 Instances found\",\"instances\":[]}");
      GATEWAY.newInstance(account, "b");
      GATEWAY.newInstance(account, "a");
      Response two = list(account, "");
      assertThat(two.json().at("/message").stringValue()).isEqualTo("2 Instances found");
      assertThat(names(two)).isEqualTo("a,b");
    }

    @Test
    void leavesOutUnknownNamesAmongSeveral() {
      GATEWAY.newInstance(account, "a");
      GATEWAY.newInstance(account, "b");
      assertThat(names(list(account, "?instanceName=b"))).isEqualTo("b");
      assertThat(names(list(account, "?instanceName=b,nope,a"))).isEqualTo("a,b");
      assertThat(names(list(account, "?instanceName=nope,none"))).isEmpty();
      assertThat(names(list(account, "?instanceName="))).isEqualTo("a,b");
    }

    @Test
    void doesNotFindASingleUnknownName() {
      assertFailure(list(account, "?instanceName=nope"), 404, "Instance not found");
      assertFailure(list(account, "?instanceName=a%20b"), 404, "Instance not found");
    }

    @Test
    void showsAnInstanceItselfAndNothingElse() {
      String token = GATEWAY.newInstance(account, "a");
      GATEWAY.newInstance(account, "b");
      assertThat(names(list(token, ""))).isEqualTo("a");
      assertThat(names(list(token, "?instanceName=a"))).isEqualTo("a");
      assertThat(names(list(token, "?instanceName=a,b"))).isEqualTo("a");
      assertFailure(list(token, "?instanceName=b"), 401, "Invalid token");
      assertFailure(list(token, "?instanceName=nope"), 401, "Invalid token");
    }

    @Test
    void showsNoOtherAccountsInstances() {
      GATEWAY.newInstance(account, "a");
      assertThat(names(list(GATEWAY.newAccount(), ""))).isEmpty();
    }
  }
}
