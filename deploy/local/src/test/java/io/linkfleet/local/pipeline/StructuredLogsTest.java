package io.linkfleet.local.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.linkfleet.gateway.GatewayApplication;
import io.linkfleet.local.FreePorts;
import io.linkfleet.worker.WorkerApplication;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Gateway and worker as processes whose environment asks for JSON logs, each in another dialect.
class StructuredLogsTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String SWITCH = "LOGGING_STRUCTURED_FORMAT_CONSOLE";

  @TempDir static Path directory;

  private static FleetUnderTest fleet;
  private static Http http;
  private static ProgramProcess worker;
  private static ProgramProcess gateway;

  @BeforeAll
  static void twoProcesses() {
    fleet = FleetUnderTest.with(Map.of());
    fleet.stopWorker();
    List<Integer> free = FreePorts.take(3);
    http = new Http(URI.create("http://127.0.0.1:" + free.get(0)));
    worker =
        start(
            WorkerApplication.class,
            "ecs",
            fleet.workerSettings(),
            Map.of("server.port", free.get(2).toString()));
    gateway =
        start(
            GatewayApplication.class,
            "logstash",
            fleet.gatewaySettings(),
            Map.of(
                "server.port", free.get(0).toString(),
                "management.server.port", free.get(1).toString()));
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> isReady(free.get(1)) && isReady(free.get(2)));
  }

  private static ProgramProcess start(
      Class<?> main, String format, Map<String, String> usual, Map<String, String> own) {
    Map<String, String> settings = new HashMap<>(usual);
    settings.putAll(own);
    Path out = directory.resolve(format + ".log");
    return ProgramProcess.start(main, out, settings, Map.of(SWITCH, format));
  }

  private static boolean isReady(int port) {
    assertThat(gateway.isAlive() && worker.isAlive()).isTrue();
    Http management = new Http(URI.create("http://127.0.0.1:" + port));
    try {
      return management.get("/actuator/health/readiness").status() == 200;
    } catch (UncheckedIOException notYet) {
      return false;
    }
  }

  @AfterAll
  static void none() {
    gateway.close();
    worker.close();
    fleet.close();
  }

  @Test
  void everyLineIsJsonWithTheMarksAsFieldsAndWithoutASecret() {
    Tenant made = fleet.newTenant();
    Tenant tenant = new Tenant(http, made.simulation(), made.token());
    Tenant.Linked linked = tenant.createLinked("structured");
    linked.instance().logout().isLoggedOut();
    linked.instance().reconnect().isSomeFailure(400);
    Response refused = http.get("/api/instance/list", "token", "no-token-of-anybody");
    assertThat(refused.status()).isEqualTo(401);

    JsonNode unlinked = line(worker, "--DeviceUnlinked(ACKNOWLEDGED)");
    assertThat(unlinked.at("/command").asString("")).hasSize(32);
    assertThat(unlinked.at("/instance").asString("")).hasSize(32);
    assertThat(unlinked.at("/service/name").asString("")).isEqualTo("linkfleet-worker");
    assertThat(unlinked.at("/log/level").asString("")).isEqualTo("INFO");
    JsonNode failed = line(gateway, "status=400");
    assertThat(failed.at("/request").asString("")).isNotEmpty();
    assertThat(failed.at("/command").asString("")).hasSize(32);
    assertThat(failed.at("/instance").asString("")).isEqualTo(unlinked.at("/instance").asString());
    assertThat(failed.at("/level").asString("")).isEqualTo("INFO");
    assertThat(line(gateway, "status=401").at("/request").asString(""))
        .isEqualTo(refused.header("x-request-id").orElseThrow());

    for (ProgramProcess program : List.of(gateway, worker)) {
      assertThat(program.lines()).isNotEmpty().allSatisfy(StructuredLogsTest::isComplete);
      assertThat(String.join("\n", program.lines()))
          .doesNotContain(tenant.token())
          .doesNotContain(linked.instance().token())
          .doesNotContain(linked.phone().number())
          .doesNotContain("no-token-of-anybody");
    }
  }

  private static JsonNode line(ProgramProcess program, String saying) {
    await()
        .atMost(Duration.ofSeconds(10))
        .until(() -> program.lines().stream().anyMatch(line -> line.contains(saying)));
    return program.lines().stream()
        .filter(line -> line.contains(saying))
        .map(JSON::readTree)
        .findFirst()
        .orElseThrow();
  }

  private static void isComplete(String line) {
    JsonNode json = JSON.readTree(line);
    assertThat(json.isObject()).isTrue();
    assertThat(json.at("/@timestamp").asString("")).isNotEmpty();
    assertThat(json.at("/message").asString("")).isNotEmpty();
  }
}
