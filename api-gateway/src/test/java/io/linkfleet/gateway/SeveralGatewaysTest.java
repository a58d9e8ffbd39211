package io.linkfleet.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkfleet.gateway.fleet.GatewayInFleet;
import io.linkfleet.gateway.fleet.RealRedis;
import io.linkfleet.gateway.fleet.Wire;
import io.linkfleet.gateway.fleet.Wire.Response;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;

/// Three gateways on one Redis are one door. That no window at all holds more than the limit is
/// proven from Redis' own log in the registry's tests.
class SeveralGatewaysTest {
  private static final String OPERATOR = "Authorization: Bearer " + GatewayInFleet.OPERATOR;
  private static final RealRedis REDIS = RealRedis.durable();

  private static List<ConfigurableApplicationContext> gateways;
  private static List<Wire> wires;

  private String token;

  @BeforeAll
  static void threeGateways() {
    REDIS.start();
    gateways =
        Stream.generate(() -> GatewayInFleet.run(REDIS, GatewayInFleet.broker(), List.of()))
            .limit(3)
            .toList();
    wires =
        gateways.stream()
            .map(gateway -> gateway.getEnvironment().getRequiredProperty("local.server.port"))
            .map(port -> new Wire(Integer.parseInt(port)))
            .toList();
  }

  @AfterAll
  static void none() {
    gateways.forEach(ConfigurableApplicationContext::close);
    REDIS.close();
  }

  @BeforeEach
  void anAccount() {
    REDIS.commands().flushall();
    // Who was over a limit is refused from memory for up to a second.
    GatewayInFleet.awaitUntil(
        () -> IntStream.range(0, 3).allMatch(gateway -> list(gateway).status() == 401));
    REDIS.commands().flushall();
    token = newAccount().json().at("/account/token").stringValue();
  }

  private static Response newAccount() {
    return wires.getFirst().send("POST", "/admin/accounts", "{\"name\":\"acme\"}", OPERATOR);
  }

  private static Response list(int i, String... headers) {
    return wires.get(i % 3).call("GET", "/api/instance/list", headers);
  }

  /// Each call is told its number: calls with following numbers go to different gateways.
  private static List<Response> together(int count, IntFunction<Response> call) throws Exception {
    try (ExecutorService threads =
        Executors.newFixedThreadPool(100, Thread.ofVirtual().factory())) {
      List<Callable<Response>> calls =
          IntStream.range(0, count).<Callable<Response>>mapToObj(i -> () -> call.apply(i)).toList();
      return threads.invokeAll(calls).stream().map(Future::resultNow).toList();
    }
  }

  private static long count(List<Response> responses, int status) {
    return responses.stream().filter(response -> response.status() == status).count();
  }

  @Test
  void ofFiveHundredRequestsAtOnceAHundredGetInAndAnotherTokensAllDo() throws Exception {
    String other = newAccount().json().at("/account/token").stringValue();
    List<Response> responses =
        together(550, i -> list(i, "token: " + (i % 11 == 0 ? other : token)));
    List<Response> others =
        IntStream.range(0, 550).filter(i -> i % 11 == 0).mapToObj(responses::get).toList();
    List<Response> ours =
        IntStream.range(0, 550).filter(i -> i % 11 != 0).mapToObj(responses::get).toList();
    assertThat(count(others, 200)).isEqualTo(50);
    assertThat(ours).hasSize(500);
    assertThat(count(ours, 200)).isEqualTo(100);
    assertThat(count(ours, 429)).isEqualTo(400);
    assertThat(ours.stream().filter(response -> response.status() == 200))
        .extracting(response -> response.header("X-RateLimit-Remaining"))
        .doesNotHaveDuplicates();
  }

  @Test
  void badTokensOfOneAddressShareOneBudgetWhateverTheySayOfWhereTheyComeFrom() throws Exception {
    List<Response> responses =
        together(
            300,
            i ->
                list(i, "token: a-guess-and-no-token-" + i, "X-Forwarded-For: 192.0.2." + i % 250));
    assertThat(count(responses, 401)).isEqualTo(100);
    assertThat(count(responses, 429)).isEqualTo(200);
    assertThat(list(0, "token: " + token).status()).isEqualTo(200);
  }

  @Test
  void aRestartOfRedisGivesNobodyASecondBudget() throws Exception {
    AtomicInteger admitted = new AtomicInteger();
    CompletableFuture<Void> restarted =
        CompletableFuture.runAsync(
            () -> {
              GatewayInFleet.awaitUntil(() -> admitted.get() >= 30);
              REDIS.stop();
              REDIS.start();
            });
    List<Response> meanwhile =
        together(
            500,
            i -> {
              Response response = list(i, "token: " + token);
              if (response.status() == 200 && admitted.incrementAndGet() >= 50) {
                // The rest come when Redis is on its way down, or back.
                restarted.join();
              }
              return response;
            });
    GatewayInFleet.awaitUntil(() -> IntStream.range(0, 3).allMatch(this::answersWithALimit));
    List<Response> afterwards = together(200, i -> list(i, "token: " + token));
    assertThat(count(meanwhile, 200)).isBetween(30L, 100L);
    assertThat(count(meanwhile, 200) + count(afterwards, 200)).isLessThanOrEqualTo(100);
    assertThat(count(afterwards, 429)).isGreaterThanOrEqualTo(100);
  }

  /// Asks with a token of nobody, which takes nothing from ours.
  private boolean answersWithALimit(int gateway) {
    return list(gateway, "token: nobodys-token-at-all").status() != 500;
  }

  @Test
  void aRotatedTokenIsDeadAtEveryGatewayAtOnce() {
    Response made = newAccount();
    String id = made.json().at("/account/id").stringValue();
    String old = made.json().at("/account/token").stringValue();
    Response rotated = wires.get(1).call("POST", "/admin/accounts/" + id + "/token", OPERATOR);
    String fresh = rotated.json().at("/account/token").stringValue();
    for (int i = 0; i < 3; i++) {
      assertThat(list(i, "token: " + old).status()).isEqualTo(401);
      assertThat(list(i, "token: " + fresh).status()).isEqualTo(200);
    }
  }
}
