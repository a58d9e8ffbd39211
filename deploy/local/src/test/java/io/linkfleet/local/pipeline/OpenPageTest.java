package io.linkfleet.local.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What an open page is told of an instance's life in a real fleet.
class OpenPageTest {
  private static final String DATA = "data: ";
  private static final String DELETE = "/api/instance/delete/watched";

  private final FleetUnderTest fleet = FleetUnderTest.shared();
  private final Tenant tenant = fleet.newTenant();
  private final List<JsonNode> told = new CopyOnWriteArrayList<>();

  @Test
  void seesTheInstanceComeOnlineAndGoAndBeGone() throws Exception {
    Tenant.Instance instance = tenant.create("watched");
    HttpClient client = HttpClient.newHttpClient();
    HttpRequest request =
        HttpRequest.newBuilder(fleet.http().base().resolve("/api/instance/events"))
            .header("token", tenant.token())
            .build();
    HttpResponse<Stream<String>> stream = client.send(request, BodyHandlers.ofLines());
    Thread reader = Thread.ofVirtual().start(() -> stream.body().forEach(this::take));
    await().atMost(Duration.ofSeconds(10)).until(() -> told.size() == 1);

    instance.link();
    awaitLast("/instance/status", "connected");
    assertThat(instance.logout().status()).isEqualTo(200);
    awaitLast("/type", "instance.logged_out");
    assertThat(last().at("/instance/unlinkPending").asBoolean()).isFalse();
    assertThat(last().path("instance")).isEqualTo(instance.listed());
    assertThat(tenant.http().delete(DELETE, "token", tenant.token()).status()).isEqualTo(200);
    awaitLast("/name", "watched");
    assertThat(reader.isAlive()).isTrue();
    client.shutdownNow();
  }

  private void take(String line) {
    if (line.startsWith(DATA)) {
      told.add(JsonMapper.builder().build().readTree(line.substring(DATA.length())));
    }
  }

  private JsonNode last() {
    return told.getLast();
  }

  private void awaitLast(String field, String value) {
    await().atMost(Duration.ofSeconds(10)).until(() -> last().at(field).asString("").equals(value));
  }
}
