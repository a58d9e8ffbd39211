package io.linkfleet.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkfleet.contract.Reply;
import io.linkfleet.gateway.fleet.GatewayInFleet;
import io.linkfleet.gateway.fleet.Ports;
import io.linkfleet.gateway.fleet.RealBroker;
import io.linkfleet.gateway.fleet.RealRedis;
import io.linkfleet.gateway.fleet.ScriptedWorker;
import io.linkfleet.gateway.fleet.Wire;
import io.linkfleet.gateway.fleet.Wire.Response;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;

/// What callers hear while Redis or the broker is away, on a broker of its own.
@ExtendWith(OutputCaptureExtension.class)
class OutageTest {
  private static final Duration REPLY_TIMEOUT = Duration.ofSeconds(3);

  private final RealRedis redis = new RealRedis();
  private final RealBroker broker = new RealBroker();
  private ConfigurableApplicationContext gateway;
  private Wire wire;

  @BeforeEach
  void redisAndBroker() {
    redis.start();
    broker.start().withTopics(RealBroker.PARTITIONS);
  }

  @AfterEach
  void nothingIsLeft() throws IOException {
    gateway.close();
    redis.close();
    broker.close();
  }

  private void runGateway(String... settings) {
    List<String> all =
        new ArrayList<>(
            List.of("linkfleet.dispatch.reply-timeout=" + REPLY_TIMEOUT.toSeconds() + "s"));
    all.addAll(List.of(settings));
    gateway = GatewayInFleet.run(redis, broker, all);
    wire = new Wire(port("local.server.port"));
  }

  private int port(String property) {
    return Integer.parseInt(gateway.getEnvironment().getRequiredProperty(property));
  }

  private boolean isReady() {
    return new Wire(port("local.management.port"))
            .call("GET", "/actuator/health/readiness")
            .status()
        == 200;
  }

  private String newInstance() {
    Response account =
        wire.send(
            "POST",
            "/admin/accounts",
            "{\"name\":\"acme\"}",
            "Authorization: Bearer " + GatewayInFleet.OPERATOR);
    String token = account.json().at("/account/token").stringValue();
    Response instance =
        wire.send("POST", "/api/instance/new", "{\"name\":\"support\"}", "token: " + token);
    return instance.json().at("/instance/token").stringValue();
  }

  private Response logout(String token) {
    return wire.call("DELETE", "/api/instance/logout/support", "token: " + token);
  }

  private static void assertFailure(Response response, String text) {
    assertThat(response.status()).isEqualTo(500);
    assertThat(response.body())
        .isEqualTo("{\"success\":false,\"error\":{\"message\":\"" + text + "\"}}");
  }

  @Test
  void whileRedisIsAwayEveryEndpointFailsInItsOwnWords() {
    runGateway();
    String token = newInstance();
    redis.stop();
    try {
      Response response = logout(token);
      assertFailure(response, "Failed to logout instance");
      assertThat(response.header("X-RateLimit-Limit")).isEqualTo("100");
      assertThat(response.header("X-RateLimit-Remaining")).isEqualTo("0");
      assertFailure(logout("not-even-a-token"), "Failed to logout instance");
      assertFailure(get("/api/instance/connect/support"), "Failed to connect instance");
      assertFailure(get("/api/instance/list"), "Failed to list instances");
      assertFailure(
          wire.send("POST", "/api/instance/new", "{\"name\":\"b\"}"), "Failed to create instance");
      assertThat(get("/api/nope").status()).isEqualTo(404);
      GatewayInFleet.awaitUntil(() -> !isReady());
    } finally {
      redis.start();
    }
    GatewayInFleet.awaitUntil(this::isReady);
    assertThat(logout(token).status()).isEqualTo(401);
  }

  private Response get(String path) {
    return wire.call("GET", path, "token: some-token-or-other");
  }

  @Test
  void whileTheBrokerIsAwayCommandsFailInTimeAndOthersGoOn(CapturedOutput output) {
    runGateway();
    String token = newInstance();
    broker.stop();
    for (int i = 0; i < 3; i++) {
      long started = System.nanoTime();
      assertFailure(logout(token), "Failed to logout instance");
      assertThat(Duration.ofNanos(System.nanoTime() - started))
          .isLessThan(REPLY_TIMEOUT.plusMillis(500));
    }
    assertThat(wire.call("GET", "/api/instance/list", "token: " + token).status()).isEqualTo(200);
    GatewayInFleet.awaitUntil(() -> !isReady());
    assertThat(output.getAll().lines().filter(line -> line.contains("broker does not answer")))
        .hasSize(1);
    broker.start();
    GatewayInFleet.awaitUntil(this::isReady);
    try (ScriptedWorker worker = new ScriptedWorker(broker, RealBroker.PARTITIONS)) {
      worker.answerWith(new Reply.LoggedOut());
      GatewayInFleet.awaitUntil(() -> logout(token).status() == 200);
    }
  }

  @Test
  void aStopWaitsForWhatIsInFlight() {
    runGateway();
    String token = newInstance();
    try (ScriptedWorker worker = new ScriptedWorker(broker, RealBroker.PARTITIONS)) {
      CompletableFuture<Response> response = CompletableFuture.supplyAsync(() -> logout(token));
      GatewayInFleet.awaitUntil(() -> !worker.received().isEmpty());
      CompletableFuture<Void> stopped = CompletableFuture.runAsync(gateway::close);
      worker.reply(worker.received().getFirst().envelope(), new Reply.LoggedOut());
      assertThat(response.join().status()).isEqualTo(200);
      stopped.join();
    }
  }

  @Test
  void aStartWaitsForRedisAndTheBrokerAliveAndNotReady() {
    redis.stop();
    broker.stop();
    int port = Ports.free();
    Wire management = new Wire(port);
    CompletableFuture<Void> running =
        CompletableFuture.runAsync(() -> runGateway("management.server.port=" + port));
    GatewayInFleet.awaitUntil(() -> answers(management, "liveness"));
    assertThat(answers(management, "readiness")).isFalse();
    broker.start();
    assertThat(running).isNotDone();
    assertThat(answers(management, "readiness")).isFalse();
    redis.start();
    running.join();
    assertThat(isReady()).isTrue();
  }

  private static boolean answers(Wire management, String probe) {
    try {
      return management.call("GET", "/actuator/health/" + probe).status() == 200;
    } catch (UncheckedIOException nobodyListens) {
      return false;
    }
  }
}
