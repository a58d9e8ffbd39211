package io.linkfleet.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkfleet.simulator.count.Count;
import io.linkfleet.simulator.fault.Faults;
import io.linkfleet.simulator.fault.Step;
import io.linkfleet.whatsapp.node.Jid;
import io.linkfleet.whatsapp.node.Node;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ControlApiTest {
  private static final String NUMBER = "5511999990007";
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final Simulator simulator = Simulator.start(SimulatorSettings.defaults().withPort(0));

  @AfterEach
  void stop() {
    simulator.close();
  }

  @Test
  void aPhoneScansListsAndUnlinks() throws Exception {
    assertThat(call("POST", "/phones", "{\"number\":\"" + NUMBER + "\"}").statusCode())
        .isEqualTo(200);
    TestCompanion companion = new TestCompanion();
    try (TestConnection connection = companion.register(simulator)) {
      String qr = companion.qr(connection.next("iq")).text();
      HttpResponse<String> scanned =
          call("POST", "/phones/" + NUMBER + "/scan", "{\"qr\":\"" + qr + "\"}");
      assertThat(scanned.statusCode()).isEqualTo(200);
      companion.confirm(connection);
    }
    String devices = "/phones/" + NUMBER + "/devices";
    assertThat(call("GET", devices, "").body())
        .isEqualTo("[{\"device\":1,\"jid\":\"" + NUMBER + ":1@s.whatsapp.net\"}]")
        .satisfies(body -> assertThat(JSON.readTree(body).isArray()).isTrue());
    assertThat(call("DELETE", devices + "/1", "").statusCode()).isEqualTo(200);
    assertThat(call("GET", devices, "").body()).isEqualTo("[]");
    assertThat(call("DELETE", devices + "/1", "").statusCode()).isEqualTo(404);
  }

  @Test
  void aConnectionIsReplaced() throws Exception {
    TestCompanion companion = new TestCompanion();
    Jid device = companion.link(simulator, simulator.phone(NUMBER));
    String replace = "/phones/" + NUMBER + "/devices/1/replace";
    assertThat(call("POST", replace, "").statusCode()).isEqualTo(409);
    try (TestConnection connection = companion.online(simulator, device)) {
      assertThat(call("POST", replace, "").statusCode()).isEqualTo(200);
      Node conflict = connection.next("stream:error").child("conflict").orElseThrow();
      assertThat(conflict.attribute("type")).hasValue("replaced");
    }
    assertThat(simulator.stats().of(Count.REPLACED)).isEqualTo(1);
  }

  @Test
  void addingAPhoneTwiceIsTheSamePhone() throws Exception {
    String body = "{\"number\":\"" + NUMBER + "\"}";
    assertThat(call("POST", "/phones", body).body())
        .isEqualTo(call("POST", "/phones", body).body());
  }

  @Test
  void statsAreAFlatObjectOfNumbers() throws Exception {
    Jid device = new TestCompanion().link(simulator, simulator.phone(NUMBER));
    assertThat(device.device()).isEqualTo(1);
    JsonNode stats = JSON.readTree(call("GET", "/stats", "").body());
    assertThat(stats.values()).allMatch(JsonNode::isIntegralNumber);
    assertThat(stats.get("connections").intValue()).isEqualTo(1);
    assertThat(stats.get("pairings").intValue()).isEqualTo(1);
    assertThat(stats.get("logins").intValue()).isZero();
    assertThat(stats.get("unlinksReceived").intValue()).isZero();
    assertThat(stats.get("mostConnectionsOfOneDevice").intValue()).isZero();
  }

  @Test
  void allDevicesAreListedWithTheConnectionsTheyHave() throws Exception {
    TestCompanion companion = new TestCompanion();
    Jid device = companion.link(simulator, simulator.phone(NUMBER));
    assertThat(call("GET", "/devices", "").body()).isEqualTo(listed(device, 0));
    try (TestConnection connection = companion.login(simulator, device)) {
      connection.next("success");
      assertThat(call("GET", "/devices", "").body()).isEqualTo(listed(device, 1));
    }
  }

  @Test
  void everybodyIsCutOffAtOnce() throws Exception {
    TestCompanion companion = new TestCompanion();
    Jid device = companion.link(simulator, simulator.phone(NUMBER));
    try (TestConnection connection = companion.login(simulator, device)) {
      connection.next("success");
      assertThat(call("DELETE", "/connections", "").body()).isEqualTo("{\"dropped\":1}");
      TestConnection.await(() -> simulator.stats().openConnections() == 0);
    }
  }

  private static String listed(Jid device, int connections) {
    return "[{\"jid\":\"" + device.text() + "\",\"connections\":" + connections + "}]";
  }

  @Test
  void theRootKeyIsShown() throws Exception {
    assertThat(call("GET", "/root-key", "").body()).contains(simulator.rootKeyHex());
  }

  @Nested
  class FaultsInForce {
    @Test
    void areReplacedAsAWhole() throws Exception {
      call("PUT", "/faults", "{\"hangUnlink\":true,\"delayMs\":5}");
      String second = "{\"dropAfterUnlink\":true,\"unlinkError\":429,\"failureReason\":503}";
      assertThat(call("PUT", "/faults", second).body()).isEqualTo(second);
      assertThat(call("GET", "/faults", "").body()).isEqualTo(second);
      call("PUT", "/faults", "{}");
      assertThat(simulator.faults()).isEqualTo(Faults.NONE);
    }

    @Test
    void mayHoldAStep() throws Exception {
      String held = "{\"holdBefore\":\"restart\"}";
      assertThat(call("PUT", "/faults", held).body()).isEqualTo(held);
      assertThat(simulator.faults()).isEqualTo(Faults.NONE.withHoldBefore(Step.RESTART));
    }

    @Test
    void mayRefuseConnections() throws Exception {
      call("PUT", "/faults", "{\"refuseConnections\":true}");
      assertThat(call("GET", "/ws/chat", "").statusCode()).isEqualTo(503);
    }

    @Test
    void mayDelayAllThatIsSaid() throws Exception {
      TestCompanion companion = new TestCompanion();
      simulator.faults(Faults.NONE.withDelay(Duration.ofMillis(40)));
      long start = System.nanoTime();
      companion.link(simulator, simulator.phone(NUMBER));
      Duration taken = Duration.ofNanos(System.nanoTime() - start);
      // Handshake, refs, pair-success, 515: one after the other.
      assertThat(taken).isGreaterThan(Duration.ofMillis(150));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          PUT    | /faults                       | {"hangUnlinks":true}  | 400 | unknown fault
          PUT    | /faults                       | {"hangUnlink":1}      | 400 | true or false
          PUT    | /faults                       | {"unlinkError":"429"} | 400 | whole number
          PUT    | /faults                       | {"failureReason":200} | 400 | 400 to 599
          PUT    | /faults                       | {"delayMs":-1}        | 400 | delayMs
          PUT    | /faults                       | {"holdBefore":"tea"}  | 400 | hello, pairDevice
          PUT    | /faults                       | []                    | 400 | JSON object
          PUT    | /faults                       | {                     | 400 | not JSON
          POST   | /phones                       | {}                    | 400 | number
          POST   | /phones                       | {"number":5511999}    | 400 | number
          POST   | /phones                       | {"number":"0551199"}  | 400 | phone number
          POST   | /phones/5511999990099/scan    | {"qr":"x"}            | 404 | no such phone
          POST   | /phones/abc/scan              | {"qr":"x"}            | 400 | phone number
          DELETE | /phones/5511999990099/devices/x | ''                  | 400 | number
          POST   | /phones/5511999990099/devices/x/replace | '' | 400 | number
          GET    | /phones                       | ''                    | 405 | not allowed
          GET    | /nothing                      | ''                    | 404 | no such path
          """)
  void badInputIsRefusedAndSaysWhy(String method, String path, String body, int status, String why)
      throws Exception {
    HttpResponse<String> answer = call(method, path, body == null ? "" : body);
    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(JSON.readTree(answer.body()).get("error").stringValue()).contains(why);
  }

  private HttpResponse<String> call(String method, String path, String body)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(simulator.controlUrl().resolve(path))
            .method(method, BodyPublishers.ofString(body))
            .build();
    return HTTP.send(request, BodyHandlers.ofString());
  }
}
