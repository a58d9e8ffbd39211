package io.linkfleet.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkfleet.contract.InstanceId;
import io.linkfleet.gateway.fleet.GatewayInFleet;
import io.linkfleet.gateway.fleet.Owner;
import io.linkfleet.gateway.fleet.Wire.Response;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class WebhookEndpointsTest {
  private static final String PATH = "/api/instance/webhook/support";
  private static final String URL = "https://hooks.example.com/in?key=swordfish";
  private static final String SECRET = "lfw_[A-Za-z0-9_-]{43}";

  @RegisterExtension
  static final GatewayInFleet GATEWAY =
      new GatewayInFleet("linkfleet.limits.strangers=100000", "linkfleet.limits.calls=100000");

  private String account;
  private String instance;

  @BeforeEach
  void anInstance() {
    account = GATEWAY.newAccount();
    instance = GATEWAY.newInstance(account, "support");
  }

  private static Response save(String body, String token) {
    return GATEWAY.wire().send("POST", PATH, body, "token: " + token);
  }

  private Response saveUrl(String url) {
    return save("{\"url\":\"" + url + "\"}", account);
  }

  private static Response call(String method, String token) {
    return GATEWAY.wire().call(method, PATH, "token: " + token);
  }

  private static void assertFailure(Response response, int status, String text) {
    assertThat(response.body())
        .isEqualTo("{\"success\":false,\"error\":{\"message\":\"" + text + "\"}}");
    assertThat(response.status()).isEqualTo(status);
  }

  @Test
  void isSavedAndItsSecretShownOnce(CapturedOutput output) {
    Response saved =
        save("{\"url\":\"" + URL + "\",\"authorization\":\"Bearer cutlass\"}", account);
    assertThat(saved.status()).isEqualTo(200);
    assertThat(saved.body().replaceAll(SECRET, "SECRET"))
        .isEqualTo(
            "{\"success\":true,\"message\":\"Webhook saved\",\"webhook\":{\"url\":\""
                + URL
                + "\",\"events\":[\"instance.state\",\"instance.logged_out\"],"
                + "\"secret\":\"SECRET\"}}");
    assertThat(call("GET", account).body())
        .isEqualTo(
            "{\"success\":true,\"message\":\"Webhook found\",\"webhook\":{\"url\":\""
                + URL
                + "\",\"events\":[\"instance.state\",\"instance.logged_out\"],"
                + "\"authorization\":true}}");
    assertThat(output.getAll()).doesNotContain("swordfish", "cutlass").doesNotContain("lfw_");
  }

  @Test
  void isTheInstancesOwnAffairToo() {
    Response saved =
        save("{\"url\":\"" + URL + "\",\"events\":[\"instance.logged_out\"]}", instance);
    assertThat(saved.status()).isEqualTo(200);
    assertThat(call("GET", instance).body())
        .contains("\"events\":[\"instance.logged_out\"],\"authorization\":false");
    assertThat(call("DELETE", instance).body())
        .isEqualTo("{\"success\":true,\"message\":\"Webhook deleted\"}");
  }

  @Test
  void isNotFoundWhereThereIsNone() {
    assertFailure(call("GET", account), 404, "Webhook not found");
    assertFailure(call("DELETE", account), 404, "Webhook not found");
    Response elsewhere =
        GATEWAY.wire().call("GET", "/api/instance/webhook/nope", "token: " + account);
    assertFailure(elsewhere, 404, "Instance not found");
    saveUrl(URL);
    assertFailure(call("GET", GATEWAY.newAccount()), 404, "Instance not found");
    assertFailure(call("GET", "nobody-at-all"), 401, "Invalid token");
    String other = GATEWAY.newInstance(account, "sales");
    assertFailure(call("GET", other), 401, "Invalid token");
  }

  @Test
  void isReplacedWithAnotherSecret() {
    String first = saveUrl(URL).json().at("/webhook/secret").stringValue();
    Response second = saveUrl("https://other.example/");
    assertThat(second.json().at("/webhook/secret").stringValue()).isNotEqualTo(first);
    assertThat(call("GET", account).json().at("/webhook/url").stringValue())
        .isEqualTo("https://other.example/");
  }

  @Nested
  class Deliveries {
    private final Owner worker = new Owner(GATEWAY.redis(), GatewayInFleet.broker());

    @AfterEach
    void noWorker() {
      worker.close();
    }

    private Response call(String method, String what, String token) {
      return GATEWAY.wire().call(method, PATH + what, "token: " + token);
    }

    @Test
    void areTestedByAWorker() {
      saveUrl(URL);
      Response queued = call("POST", "/test", instance);
      assertThat(queued.status()).isEqualTo(200);
      String id = queued.json().at("/delivery/id").stringValue();
      assertThat(queued.body())
          .isEqualTo(
              "{\"success\":true,\"message\":\"Test delivery queued\",\"delivery\":{\"id\":\""
                  + id
                  + "\"}}");
      assertThat(worker.takeTests())
          .singleElement()
          .satisfies(
              one -> {
                assertThat(one.test().id()).isEqualTo(id);
                assertThat(one.test().name().value()).isEqualTo("support");
                assertThat(one.webhook().orElseThrow().url().value()).isEqualTo(URL);
              });
    }

    @Test
    void areListedTheNewestFirst() {
      saveUrl(URL);
      assertThat(call("GET", "/deliveries", account).body())
          .isEqualTo("{\"success\":true,\"message\":\"0 Deliveries found\",\"deliveries\":[]}");
      InstanceId id = worker.find(account, "support");
      worker.attempted(id, "a-1", OptionalInt.empty());
      worker.attempted(id, "a-1", OptionalInt.of(200));
      assertThat(call("GET", "/deliveries", account).body())
          .isEqualTo(
              "{\"success\":true,\"message\":\"1 Delivery found\",\"deliveries\":[{\"id\":\"a-1\","
                  + "\"type\":\"instance.state\",\"at\":\"2026-11-18T11:06:40Z\",\"attempts\":2,"
                  + "\"outcome\":\"delivered\",\"status\":200,\"error\":null,\"durationMs\":38}]}");
      worker.attempted(id, "a-2", OptionalInt.empty());
      Response two = call("GET", "/deliveries", instance);
      assertThat(two.json().path("message").asString()).isEqualTo("2 Deliveries found");
      assertThat(two.body())
          .contains("\"outcome\":\"retrying\",\"status\":null,\"error\":\"timeout\"");
    }

    @Test
    void areNotFoundWithoutAWebhook() {
      String stranger = GATEWAY.newAccount();
      String sales = GATEWAY.newInstance(account, "sales");
      Map.of("POST", "/test", "GET", "/deliveries")
          .forEach(
              (method, what) -> {
                assertFailure(call(method, what, account), 404, "Webhook not found");
                assertFailure(call(method, what, stranger), 404, "Instance not found");
                assertFailure(call(method, what, sales), 401, "Invalid token");
              });
      assertThat(worker.takeTests()).isEmpty();
    }
  }

  @Nested
  class Refused {
    @ParameterizedTest
    @ValueSource(
        strings = {
          "",
          "ftp://hooks.example.com/",
          "https://user:word@hooks.example.com/",
          "https://hooks.example.com/#x",
          "https:///x",
          "http://127.0.0.1/",
          "http://localhost:8080/",
          "http://169.254.169.254/latest/meta-data/",
          "http://2130706433/",
          "http://0x7f.1/",
          "http://0177.0.0.1/",
          "http://[::1]/",
          "http://[::ffff:10.0.0.1]/",
          "http://0.0.0.0/"
        })
    void anUrlThatIsNoneForAWebhook(String url) {
      assertFailure(saveUrl(url), 400, "Invalid webhook URL");
      assertFailure(call("GET", account), 404, "Webhook not found");
    }

    @Test
    void anUrlThatIsTooLongOrMissing() {
      assertFailure(saveUrl(URL + "x".repeat(2048)), 400, "Invalid webhook URL");
      assertFailure(save("{}", account), 400, "Invalid webhook URL");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "[\"instance.dance\"]", "[\"instance.state\",\"\"]"})
    void eventsThatAreNone(String events) {
      String body = "{\"url\":\"" + URL + "\",\"events\":" + events + "}";
      assertFailure(save(body, account), 400, "Invalid events");
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "\"url\":7",
          "\"url\":\"https://a.example/\",\"events\":\"instance.state\"",
          "\"url\":\"https://a.example/\",\"events\":[1]",
          "\"url\":\"https://a.example/\",\"authorization\":\"a\\r\\nX: b\"",
          "\"url\":\"https://a.example/\",\"authorization\":true"
        })
    void aBodyOfAnotherForm(String fields) {
      assertFailure(save("{" + fields + "}", account), 400, "Invalid request body");
    }
  }
}
