package io.linkfleet.local.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/// An account of its own, and its instances.
record Tenant(Http http, Simulation simulation, String token) {

  Instance create(String name) {
    Response created = http.post("/api/instance/new", Map.of("name", name), "token", token);
    assertThat(created.status()).as(created.body()).isEqualTo(201);
    return new Instance(name, created.json().at("/instance/token").asString());
  }

  /// Created, scanned by a new phone, connected.
  Linked createLinked(String name) {
    Instance instance = create(name);
    return new Linked(instance, instance.link());
  }

  record Linked(Instance instance, Simulation.Phone phone) {}

  String statusOf(String name) {
    return http.get("/api/instance/list?instanceName=" + name, "token", token)
        .json()
        .at("/instances/0/status")
        .asString("");
  }

  /// Often at first, then once a second: each look is paid from the instance's budget.
  private static Duration nextLook(int looks, Duration last) {
    return looks < 10 ? Duration.ofMillis(50) : Duration.ofSeconds(1);
  }

  final class Instance {
    private final String name;
    private final String ownToken;

    private Instance(String name, String ownToken) {
      this.name = name;
      this.ownToken = ownToken;
    }

    String name() {
      return name;
    }

    String token() {
      return ownToken;
    }

    Response connect() {
      return http.get("/api/instance/connect/" + name, "token", ownToken);
    }

    String qrCode() {
      Response response = connect();
      assertThat(response.status()).as(response.body()).isEqualTo(200);
      assertThat(response.json().path("status").asString()).isEqualTo("qr");
      return response.json().path("qrCode").asString();
    }

    /// Links it with a new phone and waits until it is connected.
    Simulation.Phone link() {
      Simulation.Phone phone = simulation.newPhone();
      phone.scan(qrCode());
      awaitStatus("connected");
      return phone;
    }

    Response logout() {
      return http.delete("/api/instance/logout/" + name, "token", ownToken);
    }

    Response reconnect() {
      return Call.RECONNECT.make(Tenant.this, this, "");
    }

    boolean isUnlinkPending() {
      return listed().path("unlinkPending").asBoolean();
    }

    JsonNode listed() {
      return http.get("/api/instance/list", "token", ownToken).json().at("/instances/0");
    }

    void awaitStatus(String status) {
      await(name + " is " + status)
          .atMost(Duration.ofSeconds(30))
          .pollInterval(Tenant::nextLook)
          .pollDelay(Duration.ZERO)
          .until(() -> listed().path("status").asString(""), status::equals);
    }
  }
}
