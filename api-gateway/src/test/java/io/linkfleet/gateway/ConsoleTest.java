package io.linkfleet.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkfleet.gateway.fleet.GatewayInFleet;
import io.linkfleet.gateway.fleet.Wire.Response;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConsoleTest {
  private static final String NOT_FOUND =
      "{\"success\":false,\"error\":{\"message\":\"Not found\"}}";

  @Nested
  class ByDefault {
    @RegisterExtension static final GatewayInFleet GATEWAY = GatewayInFleet.shared();

    private Response get(String path) {
      return GATEWAY.wire().call("GET", path);
    }

    @Test
    void thePageIsThereForEverybodyAndKeptByNoCache() {
      Response page = get("/");
      assertThat(page.status()).isEqualTo(200);
      assertThat(page.header("Content-Type")).isEqualTo("text/html;charset=UTF-8");
      assertThat(page.header("Cache-Control")).isEqualTo("no-store");
      assertThat(page.body()).contains("<title>");
      assertThat(get("/console/index.html").body()).isEqualTo(page.body());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/console/page-C1a2B3d4.js", "/console/logo-monogram.svg"})
    void everyFileTellsTheBrowserToTrustNothingElse(String path) {
      Response response = get(path);
      assertThat(response.status()).isEqualTo(200);
      assertThat(response.header("Content-Security-Policy"))
          .isEqualTo(
              "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
                  + " connect-src 'self'; base-uri 'none'; form-action 'none';"
                  + " frame-ancestors 'none'");
      assertThat(response.header("X-Content-Type-Options")).isEqualTo("nosniff");
      assertThat(response.header("Referrer-Policy")).isEqualTo("no-referrer");
    }

    @ParameterizedTest
    @CsvSource({
      "page-B7f0Zx3_.css, text/css;charset=UTF-8, 'max-age=31536000, public, immutable'",
      "page-C1a2B3d4.js, text/javascript;charset=UTF-8, 'max-age=31536000, public, immutable'",
      "logo-monogram.svg, image/svg+xml, no-store",
    })
    void whatHasAHashInItsNameIsKeptForAYear(String file, String type, String cache) {
      Response response = get("/console/" + file);
      assertThat(response.header("Content-Type")).isEqualTo(type);
      assertThat(response.header("Cache-Control")).isEqualTo(cache);
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "/console",
          "/console/",
          "/console/nope.js",
          "/console/notes.secret",
          "/console/../gateway.yml",
          "/console/..%2fgateway.yml",
          "/console/%2e%2e/gateway.yml",
          "/console/index.html/",
          "/index.html",
        })
    void whatIsNoFileOfItIsNotFoundAsEverywhere(String path) {
      Response response = get(path);
      assertThat(response.status()).isEqualTo(404);
      assertThat(response.body()).isEqualTo(NOT_FOUND);
    }
  }

  @Nested
  class SwitchedOff {
    @RegisterExtension
    static final GatewayInFleet GATEWAY = new GatewayInFleet("linkfleet.console.enabled=false");

    @ParameterizedTest
    @ValueSource(strings = {"/", "/console/index.html", "/console/page-C1a2B3d4.js"})
    void thereIsNone(String path) {
      Response response = GATEWAY.wire().call("GET", path);
      assertThat(response.status()).isEqualTo(404);
      assertThat(response.body()).isEqualTo(NOT_FOUND);
    }
  }
}
