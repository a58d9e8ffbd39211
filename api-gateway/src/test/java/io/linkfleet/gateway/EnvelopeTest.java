package io.linkfleet.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkfleet.gateway.fleet.GatewayInFleet;
import io.linkfleet.gateway.fleet.Wire.Response;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EnvelopeTest {
  @RegisterExtension static final GatewayInFleet GATEWAY = GatewayInFleet.shared();

  private String account;

  @BeforeEach
  void anAccount() {
    account = GATEWAY.newAccount();
  }

  private static void assertFailure(Response response, int status, String text) {
    assertThat(response.status()).isEqualTo(status);
    assertThat(response.body())
        .isEqualTo("{\"success\":false,\"error\":{\"message\":\"" + text + "\"}}");
    assertThat(response.header("Content-Type")).isEqualTo("application/json");
    assertThat(response.header("X-Request-Id")).matches("[0-9a-f]{32}");
  }

  private static void assertLimitHeaders(Response response) {
    assertThat(response.header("X-RateLimit-Limit")).matches("[0-9]+");
    assertThat(response.header("X-RateLimit-Remaining")).matches("[0-9]+");
    assertThat(Long.parseLong(response.header("X-RateLimit-Reset")))
        .isGreaterThan(System.currentTimeMillis() / 1_000);
  }

  @Nested
  class APathThatDoesNotExist {
    @ParameterizedTest
    @ValueSource(strings = {"/nope", "/error", "/actuator/health", "/favicon.ico", "/index.html"})
    void isNotFound(String path) {
      assertFailure(GATEWAY.wire().call("GET", path), 404, "Not found");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/", "/api/nope", "/api/instance/logout/", "/api/instance/list/"})
    void isNotFoundUnderApiWithOrWithoutAToken(String path) {
      for (String header : List.of("x: y", "token: " + account)) {
        Response response = GATEWAY.wire().call("GET", path, header);
        assertFailure(response, 404, "Not found");
        assertLimitHeaders(response);
      }
    }

    @Test
    void isNotFoundForABrowserToo() {
      Response response = GATEWAY.wire().call("GET", "/nope", "Accept: text/html");
      assertFailure(response, 404, "Not found");
    }
  }

  @Nested
  class AMethodThatDoesNotExist {
    @ParameterizedTest
    @CsvSource({
      "POST, /api/instance/list",
      "GET, /api/instance/logout/support",
      "PUT, /api/instance/new",
      "PATCH, /api/instance/connect/support",
      "OPTIONS, /api/instance/list",
      "TRACE, /api/instance/list",
      "BREW, /api/instance/list"
    })
    void isNotAllowed(String method, String path) {
      Response response = GATEWAY.wire().call(method, path, "token: " + account);
      assertFailure(response, 405, "Method not allowed");
      assertLimitHeaders(response);
    }

    @Test
    void hasNoBodyForHead() {
      Response response = GATEWAY.wire().call("HEAD", "/api/instance/list", "token: " + account);
      assertThat(response.status()).isEqualTo(405);
      assertThat(response.body()).isEmpty();
      assertLimitHeaders(response);
    }
  }

  @Nested
  class ARequestThatTomcatRefuses {
    @ParameterizedTest
    @ValueSource(strings = {"a%00b", "a%5Cb", "%ff", "%zz", "a b", "a\"b", "{x}"})
    void isABadRequestWithAllHeaders(String name) {
      Response response =
          GATEWAY.wire().call("DELETE", "/api/instance/logout/" + name, "token: " + account);
      assertFailure(response, 400, "Bad request");
      assertThat(response.header("X-Request-Id")).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a%00b", "a%5Cb", "%ff"})
    void countsForItsAddress(String name) {
      Response response = GATEWAY.wire().call("DELETE", "/api/instance/logout/" + name);
      assertLimitHeaders(response);
    }

    @Test
    void mayLeaveTheRoot() {
      assertFailure(GATEWAY.wire().call("GET", "/../../etc/passwd"), 400, "Bad request");
    }

    @Test
    void mayHaveMoreHeaderThanThereIsRoomFor() {
      Response response =
          GATEWAY.wire().call("GET", "/api/instance/list", "x: " + "y".repeat(70_000));
      assertFailure(response, 400, "Bad request");
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "GARBAGE\r\n\r\n",
          "GET /api/instance/list HTTP/1.1\r\nConnection: close\r\n\r\n",
          "GET /api/instance/list HTTP/1.1\r\nHost: a b\r\nConnection: close\r\n\r\n",
          "GET /api/instance/list HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n",
          "GET /api/instance/list HTTP/1.1\r\nHost: a\r\nBad Name: b\r\n\r\n",
        })
    void mayBeHardlyHttp(String request) {
      assertFailure(GATEWAY.wire().raw(request), 400, "Bad request");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/api/instance/list", "/nope", "/docs", "/api/instance/logout/a%00b"})
  void everyAnswerTellsBrowsersToKeepToIt(String path) {
    Response response = GATEWAY.wire().call("GET", path);
    assertThat(response.header("X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(response.header("X-Frame-Options")).isEqualTo("DENY");
    assertThat(response.header("Referrer-Policy")).isEqualTo("no-referrer");
    assertThat(response.header("Cache-Control")).isEqualTo("no-store");
    assertThat(response.header("Server")).isNull();
  }

  @Nested
  class ARequestId {
    @ParameterizedTest
    @ValueSource(strings = {"abc", "Order_7.retry-2", "0"})
    void isEchoedIfItIsSane(String id) {
      Response response = GATEWAY.wire().call("GET", "/nope", "X-Request-Id: " + id);
      assertThat(response.header("X-Request-Id")).isEqualTo(id);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a/b", "é"})
    void isMadeIfItIsNot(String id) {
      Response response = GATEWAY.wire().call("GET", "/nope", "X-Request-Id: " + id);
      assertThat(response.header("X-Request-Id")).matches("[0-9a-f]{32}");
    }

    @Test
    void isMadeIfItIsTooLong() {
      String longest = "x".repeat(128);
      assertThat(
              GATEWAY
                  .wire()
                  .call("GET", "/nope", "X-Request-Id: " + longest)
                  .header("X-Request-Id"))
          .isEqualTo(longest);
      assertThat(
              GATEWAY
                  .wire()
                  .call("GET", "/nope", "X-Request-Id: " + longest + "x")
                  .header("X-Request-Id"))
          .matches("[0-9a-f]{32}");
    }
  }

  @Nested
  class ABody {
    private Response create(String body, String... headers) {
      String[] all = Arrays.copyOf(headers, headers.length + 1);
      all[headers.length] = "token: " + account;
      return GATEWAY.wire().send("POST", "/api/instance/new", body, all);
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "",
          "nonsense",
          "{\"name\":\"support\"",
          "[]",
          "\"support\"",
          "null",
          "{\"name\":\"support\"} {}",
          "{\"name\":7}",
          "{\"name\":{\"a\":\"b\"}}",
          "{\"name\":\"support\",\"token\":7}",
          "{\"name\":true}",
          "{\"name\":[\"support\"]}",
          "{\"name\":\"support\",\"token\":[]}",
          "{\"name\":\"support\",\"token\":\"long enough but with spaces\"}",
        })
    void mustBeReadable(String body) {
      assertFailure(create(body), 400, "Invalid request body");
    }

    @Test
    void mustNotBeTooDeep() {
      assertFailure(create("[".repeat(5_000)), 400, "Invalid request body");
    }

    @Test
    void mustNotBeTooLarge() {
      String large = "{\"name\":\"support\",\"x\":\"" + "y".repeat(70_000) + "\"}";
      assertFailure(create(large), 413, "Request body too large");
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "application/x-www-form-urlencoded", "nonsense"})
    void isJsonWhateverItClaimsToBe(String type) {
      assertThat(create("{\"name\":\"support\"}", "Content-Type: " + type).status()).isEqualTo(201);
    }

    @Test
    void isNotReadBeforeTheToken() {
      Response response = GATEWAY.wire().send("POST", "/api/instance/new", "nonsense");
      assertFailure(response, 401, "Invalid token");
    }
  }
}
