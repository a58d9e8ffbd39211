package io.linkfleet.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkfleet.contract.Reply;
import io.linkfleet.gateway.fleet.GatewayInFleet;
import io.linkfleet.gateway.fleet.KeptAlive;
import io.linkfleet.gateway.fleet.RealBroker;
import io.linkfleet.gateway.fleet.RealRedis;
import io.linkfleet.gateway.fleet.ScriptedWorker;
import io.linkfleet.gateway.fleet.Wire;
import io.linkfleet.gateway.fleet.Wire.Response;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;

/// How a gateway that is told to stop treats its callers: nobody is cut off.
class StoppingTest {
  private final RealRedis redis = new RealRedis();
  private final ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor();
  private ScriptedWorker worker;
  private ConfigurableApplicationContext gateway;
  private String token;

  @BeforeEach
  void start() {
    redis.start();
    worker = new ScriptedWorker(GatewayInFleet.broker(), RealBroker.PARTITIONS);
  }

  @AfterEach
  void nothingIsLeft() {
    gateway.close();
    worker.close();
    redis.close();
    callers.shutdownNow();
  }

  private void runGateway(String... settings) {
    List<String> all = new ArrayList<>(List.of("linkfleet.limits.calls=10000"));
    all.addAll(List.of(settings));
    gateway = GatewayInFleet.run(redis, GatewayInFleet.broker(), all);
    Response account =
        wire()
            .send(
                "POST",
                "/admin/accounts",
                "{\"name\":\"acme\"}",
                "Authorization: Bearer " + GatewayInFleet.OPERATOR);
    token = account.json().at("/account/token").stringValue();
    wire().send("POST", "/api/instance/new", "{\"name\":\"support\"}", "token: " + token);
  }

  private Wire wire() {
    return new Wire(port("local.server.port"));
  }

  private int port(String property) {
    return Integer.parseInt(gateway.getEnvironment().getRequiredProperty(property));
  }

  private CompletableFuture<Response> calls(String method, String path) {
    Wire wire = wire();
    return CompletableFuture.supplyAsync(() -> wire.call(method, path, "token: " + token), callers);
  }

  private CompletableFuture<Void> stopping() {
    return CompletableFuture.runAsync(gateway::close, callers);
  }

  private static boolean isReady(int managementPort) {
    try {
      return readiness(managementPort) == 200;
    } catch (UncheckedIOException away) {
      return false;
    }
  }

  private static int readiness(int managementPort) {
    return new Wire(managementPort).call("GET", "/actuator/health/readiness").status();
  }

  /// Soon after readiness says no, and until then it is served like everybody.
  private void isToldToClose(KeptAlive caller) {
    GatewayInFleet.awaitUntil(
        () -> {
          String head = list(caller);
          assertThat(head).contains("200");
          return head.contains("Connection: close");
        });
  }

  @Test
  void everyCallUnderWayGetsItsAnswer() {
    runGateway();
    int management = port("local.management.port");
    List<CompletableFuture<Response>> calls =
        Stream.generate(() -> calls("DELETE", "/api/instance/logout/support")).limit(50).toList();
    GatewayInFleet.awaitUntil(() -> worker.received().size() == 50);
    CompletableFuture<Void> stopped = stopping();
    GatewayInFleet.awaitUntil(() -> !isReady(management));
    worker.received().forEach(one -> worker.reply(one.envelope(), new Reply.LoggedOut()));
    assertThat(calls)
        .allSatisfy(
            call -> {
              assertThat(call.join().status()).isEqualTo(200);
              assertThat(call.join().body()).contains("Instance logged out");
            });
    stopped.join();
  }

  @Test
  void whoComesDuringTheNoticeIsServedAndToldToCloseAndReadinessSaysNo() {
    runGateway("linkfleet.stop.notice=3s");
    int management = port("local.management.port");
    Wire wire = wire();
    try (KeptAlive caller = new KeptAlive(port("local.server.port"))) {
      assertThat(list(caller)).contains("200").doesNotContain("Connection: close");
      CompletableFuture<Void> stopped = stopping();
      GatewayInFleet.awaitUntil(() -> !isReady(management));
      isToldToClose(caller);
      assertThat(caller.isClosedInOrder()).isTrue();
      assertThat(readiness(management)).isEqualTo(503);
      assertThat(wire.call("GET", "/api/instance/list", "token: " + token).status()).isEqualTo(200);
      assertThat(stopped).isNotDone();
      stopped.join();
    }
  }

  private String list(KeptAlive caller) {
    return caller.call("GET", "/api/instance/list", "token: " + token);
  }

  @Test
  void aConnectionThatIsIdleEndsInOrder() {
    runGateway();
    try (KeptAlive caller = new KeptAlive(port("local.server.port"))) {
      assertThat(list(caller)).contains("200");
      stopping().join();
      assertThat(caller.isClosedInOrder()).isTrue();
    }
  }

  @Test
  void anIdleConnectionThatIsUsedWhileOthersAreWaitedForIsServed() {
    runGateway();
    int management = port("local.management.port");
    CompletableFuture<Response> call = calls("DELETE", "/api/instance/logout/support");
    GatewayInFleet.awaitUntil(() -> worker.received().size() == 1);
    try (KeptAlive caller = new KeptAlive(port("local.server.port"))) {
      assertThat(list(caller)).contains("200");
      CompletableFuture<Void> stopped = stopping();
      GatewayInFleet.awaitUntil(() -> !isReady(management));
      isToldToClose(caller);
      worker.reply(worker.received().getFirst().envelope(), new Reply.LoggedOut());
      assertThat(call.join().status()).isEqualTo(200);
      stopped.join();
    }
  }

  @Test
  void whoWaitsLongerThanAReplyMayTakeIsToldSo() {
    runGateway("linkfleet.dispatch.reply-timeout=1s", "linkfleet.dispatch.connect-timeout=60s");
    CompletableFuture<Response> call = calls("GET", "/api/instance/connect/support");
    GatewayInFleet.awaitUntil(() -> worker.received().size() == 1);
    stopping().join();
    assertThat(call.join().status()).isEqualTo(500);
    assertThat(call.join().body()).contains("Failed to connect instance");
  }
}
