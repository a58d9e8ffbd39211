package io.linkfleet.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkfleet.contract.Reply;
import io.linkfleet.gateway.fleet.GatewayInFleet;
import io.linkfleet.gateway.fleet.Wire.Response;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class RateLimitTest {
  @RegisterExtension
  static final GatewayInFleet GATEWAY =
      new GatewayInFleet("linkfleet.trusted-proxies=127.0.0.0/8,10.0.0.0/8");

  private static final String LIMITED =
      "{\"success\":false,\"error\":{\"message\":\"Rate limit exceeded. Try again later.\"}}";

  private String account;

  @BeforeEach
  void anAccount() {
    GATEWAY.redis().commands().flushall();
    // Who was over a limit is refused from memory for up to a second.
    GatewayInFleet.awaitUntil(() -> list().status() == 401);
    GATEWAY.redis().commands().flushall();
    account = GATEWAY.newAccount();
    GATEWAY.worker().answerWith(new Reply.LoggedOut());
  }

  private static Response list(String... headers) {
    return GATEWAY.wire().call("GET", "/api/instance/list", headers);
  }

  private static void assertLimited(Response response, int limit) {
    assertThat(response.status()).isEqualTo(429);
    assertThat(response.body()).isEqualTo(LIMITED);
    assertThat(response.header("X-RateLimit-Limit")).isEqualTo(Integer.toString(limit));
    assertThat(response.header("X-RateLimit-Remaining")).isEqualTo("0");
    assertThat(Integer.parseInt(response.header("Retry-After"))).isBetween(1, 60);
    assertThat(Long.parseLong(response.header("X-RateLimit-Reset"))).isBetween(now(), now() + 61);
  }

  private static long now() {
    return System.currentTimeMillis() / 1_000;
  }

  @Test
  void ofAHundredAndFiftyAtOnceAHundredGetIn() throws Exception {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Callable<Response>> calls =
          IntStream.range(0, 150)
              .<Callable<Response>>mapToObj(i -> () -> list("token: " + account))
              .toList();
      List<Response> responses = threads.invokeAll(calls).stream().map(Future::resultNow).toList();
      assertThat(responses).filteredOn(response -> response.status() == 200).hasSize(100);
      responses.stream()
          .filter(response -> response.status() != 200)
          .forEach(response -> assertLimited(response, 100));
    }
  }

  @Test
  void creationsHaveASmallerBudget() {
    for (int i = 0; i < 20; i++) {
      GATEWAY.newInstance(account, "i" + i);
    }
    String body = "{\"name\":\"one-more\"}";
    assertLimited(GATEWAY.wire().send("POST", "/api/instance/new", body, "token: " + account), 20);
    Response response = list("token: " + account);
    assertThat(response.status()).isEqualTo(200);
    assertThat(response.header("X-RateLimit-Remaining")).isEqualTo("79");
  }

  @Test
  void whatIsRefusedIsNotPublished() {
    String instance = GATEWAY.newInstance(account, "support");
    Stream.generate(() -> logout(instance)).limit(100).forEach(response -> {});
    GATEWAY.worker().answerWith(new Reply.LoggedOut());
    assertLimited(logout(instance), 100);
    assertThat(GATEWAY.worker().received()).isEmpty();
    assertThat(list("token: " + account).status()).isEqualTo(200);
  }

  private static Response logout(String token) {
    return GATEWAY.wire().call("DELETE", "/api/instance/logout/support", "token: " + token);
  }

  @Test
  void anOperatorCanRaiseTheLimitOfAnAccount() {
    String big = GATEWAY.newAccount(10, OptionalInt.of(1_000));
    assertThat(list("token: " + big).header("X-RateLimit-Limit")).isEqualTo("1000");
  }

  @Test
  void tokensCannotBeGuessedAtSpeed() {
    for (int left = 99; left >= 0; left--) {
      Response response = list("token: guess-number-" + left);
      assertThat(response.status()).isEqualTo(401);
      assertThat(response.header("X-RateLimit-Remaining")).isEqualTo(Integer.toString(left));
    }
    assertLimited(list("token: guess-number-100"), 100);
    assertLimited(list(), 100);
    assertLimited(GATEWAY.wire().call("GET", "/api/nope"), 100);
    assertThat(list("token: " + account).status()).isEqualTo(200);
  }

  @Test
  void theOperatorsTokenCannotBeGuessedAtSpeedEither() {
    for (int i = 0; i < 100; i++) {
      Response response =
          GATEWAY.wire().call("GET", "/admin/accounts", "Authorization: Bearer guess-nr-" + i);
      assertThat(response.status()).isEqualTo(401);
    }
    assertLimited(
        GATEWAY.wire().call("GET", "/admin/accounts", "Authorization: Bearer guess-nr-100"), 100);
    assertThat(
            GATEWAY
                .wire()
                .call("GET", "/admin/accounts", "Authorization: Bearer " + GatewayInFleet.OPERATOR)
                .status())
        .isEqualTo(200);
  }

  @Test
  void anAddressBehindATrustedProxyHasItsOwnBudget() {
    for (int i = 0; i < 100; i++) {
      list("X-Forwarded-For: 192.0.2.7");
    }
    assertLimited(list("X-Forwarded-For: 192.0.2.7"), 100);
    assertLimited(list("X-Forwarded-For: 203.0.113.9, 192.0.2.7, 10.1.2.3"), 100);
    assertThat(list("X-Forwarded-For: 192.0.2.8").status()).isEqualTo(401);
    assertThat(list("X-Forwarded-For: 2001:db8:0:1::1").header("X-RateLimit-Remaining"))
        .isEqualTo("99");
    assertThat(list("X-Forwarded-For: 2001:db8:0:1:ffff::2").header("X-RateLimit-Remaining"))
        .isEqualTo("98");
    assertThat(list("X-Forwarded-For: 2001:db8:0:2::1").header("X-RateLimit-Remaining"))
        .isEqualTo("99");
  }

  @Test
  void aRequestTakesOneRoundTripToRedisOrTwo() {
    String instance = GATEWAY.newInstance(account, "support");
    logout(instance);
    assertThat(commandsOf(() -> logout(instance))).containsExactly("evalsha");
    // The account's token was let in before: the look-up is sent ahead and travels with the script.
    assertThat(commandsOf(() -> logout(account))).containsExactly("hget", "evalsha");
    assertThat(commandsOf(() -> list("token: nobodys-token-at-all")))
        .containsExactly("evalsha", "evalsha");
  }

  private static List<String> commandsOf(Runnable work) {
    return GATEWAY.redis().commandsDuring(work).stream()
        .map(
            command ->
                command
                    .substring(0, command.indexOf(' '))
                    .replace("\"", "")
                    .toLowerCase(Locale.ROOT))
        .toList();
  }
}
