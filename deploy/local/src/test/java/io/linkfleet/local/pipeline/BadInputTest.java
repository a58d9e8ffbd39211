package io.linkfleet.local.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Whatever a caller sends, it gets a clear answer in the one envelope, and the next caller is
/// served as if nothing had been.
class BadInputTest {
  private final FleetUnderTest fleet = FleetUnderTest.shared();
  private final Tenant tenant = fleet.newTenant();
  private final Tenant.Instance instance = tenant.create("support");

  @AfterEach
  void theNextCallerIsServed() {
    instance.logout().isLoggedOut();
  }

  @Nested
  class InThePath {
    @ParameterizedTest
    @MethodSource("io.linkfleet.local.pipeline.BadInputTest#names")
    void anImpossibleNameIsRefused(String name) throws Exception {
      Response response = raw("DELETE /api/instance/logout/" + name, "");

      response.isSomeFailure(400, 404, 414, 505);
    }

    @ParameterizedTest
    @MethodSource("io.linkfleet.local.pipeline.BadInputTest#names")
    void anImpossibleNameIsNoWayToAnotherEndpoint(String name) throws Exception {
      Response response = raw("GET /api/instance/connect/" + name, "");

      response.isSomeFailure(400, 404, 414, 505);
    }

    @Test
    void anUnknownPathIsNotFound() {
      fleet.http().get("/api/nothing", "token", tenant.token()).isFailure(404, "Not found");
    }

    @Test
    void aWrongMethodIsNotAllowed() {
      fleet
          .http()
          .get("/api/instance/logout/support", "token", tenant.token())
          .isFailure(405, "Method not allowed");
    }
  }

  @Nested
  class InTheHeaders {
    @Test
    void twoTokenHeadersNeverOpenWhatTheFirstDoesNot() {
      fleet
          .http()
          .delete(
              "/api/instance/logout/support",
              "token",
              "0123456789abcdef0123456789abcdef",
              "token",
              instance.token())
          .isFailure(401, "Invalid token");
    }

    @Test
    void aMegabyteIsRefused() throws Exception {
      Response response =
          raw("DELETE /api/instance/logout/support", "X-Big: " + "x".repeat(1 << 20) + "\r\n");

      response.isSomeFailure(400, 431);
    }

    @Test
    void aMegabyteOfTokenIsRefused() throws Exception {
      Response response =
          RawHttp.send(
              fleet.http().base(),
              ("DELETE /api/instance/logout/support HTTP/1.1\r\nHost: x\r\nConnection: close\r\n"
                      + "token: "
                      + "x".repeat(1 << 20)
                      + "\r\n\r\n")
                  .getBytes(StandardCharsets.US_ASCII));

      response.isSomeFailure(400, 401, 431);
    }

    @Test
    void aTokenThatIsNoTextIsInvalid() throws Exception {
      byte[] request =
          "DELETE /api/instance/logout/support HTTP/1.1\r\nHost: x\r\nConnection: close\r\ntoken: ÿþ€\r\n\r\n"
              .getBytes(StandardCharsets.UTF_8);

      RawHttp.send(fleet.http().base(), request).isSomeFailure(400, 401);
    }
  }

  @Nested
  class InTheBody {
    @ParameterizedTest
    @ValueSource(
        strings = {"{", "", "[]", "\"name\"", "{\"name\":{}}", "{\"name\":7}", "null", "\u0000"})
    void whatIsNoRequestIsRefused(String body) {
      Response response = fleet.http().postText("/api/instance/new", body, "token", tenant.token());

      response.isSomeFailure(400);
    }

    @Test
    void jsonThatIsNoneIsAnInvalidBody() {
      fleet
          .http()
          .postText("/api/instance/new", "{not json", "token", tenant.token())
          .isFailure(400, "Invalid request body");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a b", "a/b", "..", "é", "a\u0000", "a\n"})
    void aNameOfOtherCharactersIsInvalid(String name) {
      fleet
          .http()
          .post("/api/instance/new", Map.of("name", name), "token", tenant.token())
          .isFailure(400, "Invalid instance name");
    }

    @Test
    void aNameOfTenKilobytesIsInvalid() {
      String name = "a".repeat(10_240);
      fleet
          .http()
          .post("/api/instance/new", Map.of("name", name), "token", tenant.token())
          .isFailure(400, "Invalid instance name");
    }

    @Test
    void aLogoutsBodyIsNotLookedAt() throws Exception {
      String body = "{not json";
      String request =
          "DELETE /api/instance/logout/support HTTP/1.1\r\nHost: x\r\nConnection: close\r\ntoken: "
              + instance.token()
              + "\r\nContent-Type: application/json\r\nContent-Length: "
              + body.length()
              + "\r\n\r\n"
              + body;

      RawHttp.send(fleet.http().base(), request.getBytes(StandardCharsets.UTF_8)).isLoggedOut();
    }
  }

  static Stream<String> names() {
    return Stream.of(
        "a/b",
        "a%2Fb",
        "%2F",
        "..",
        "%2e%2e",
        "..%2Fsupport",
        "%00",
        "support%00",
        "support;x=1/y",
        "\u0000",
        "é",
        "%C3%A9",
        "%ED%A0%80",
        "%",
        "%zz",
        "a b",
        "a%20b",
        "a".repeat(10_240),
        "%F0%9F%92%A5".repeat(50));
  }

  private Response raw(String line, String headers) throws Exception {
    String request =
        line
            + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\ntoken: "
            + tenant.token()
            + "\r\n"
            + headers
            + "\r\n";
    assertThat(request).endsWith("\r\n\r\n");
    return RawHttp.send(fleet.http().base(), request.getBytes(StandardCharsets.UTF_8));
  }
}
