package io.linkfleet.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkfleet.contract.InstanceStatus;
import io.linkfleet.contract.StateReason;
import io.linkfleet.gateway.fleet.Description;
import io.linkfleet.gateway.fleet.GatewayInFleet;
import io.linkfleet.gateway.fleet.Wire.Response;
import io.swagger.v3.oas.models.SpecVersion;
import io.swagger.v3.parser.OpenAPIV3Parser;
import io.swagger.v3.parser.core.models.ParseOptions;
import io.swagger.v3.parser.core.models.SwaggerParseResult;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.JsonNode;

/// What the gateway says of itself. That its answers keep to it, [GatewayInFleet] sees to.
class DescriptionTest {
  @RegisterExtension static final GatewayInFleet GATEWAY = GatewayInFleet.shared();

  private static Response get(String path) {
    return GATEWAY.wire().call("GET", path);
  }

  @Test
  void isOpenApi31() {
    ParseOptions options = new ParseOptions();
    options.setResolve(true);
    SwaggerParseResult parsed =
        new OpenAPIV3Parser().readContents(get("/openapi.json").body(), null, options);
    assertThat(parsed.getMessages()).isEmpty();
    assertThat(parsed.getOpenAPI().getSpecVersion()).isEqualTo(SpecVersion.V31);
    assertThat(parsed.getOpenAPI().getPaths()).hasSize(13);
  }

  @Test
  void givesExamplesThatKeepToIt() {
    assertThat(new Description(get("/openapi.json").json()).wrongExample()).isEmpty();
  }

  @Test
  void isWhatOtherAnswersAreToldApartBy() {
    Description description = new Description(get("/openapi.json").json());
    Response refused = GATEWAY.wire().call("DELETE", "/api/instance/logout/support");
    assertThat(complaint(description, refused.status(), refused)).isEmpty();
    assertThat(complaint(description, 404, refused)).isPresent();
    assertThat(complaint(description, 418, refused)).isPresent();
    Response without = new Response(401, Map.of(), refused.body());
    assertThat(complaint(description, 401, without)).isPresent();
  }

  private static Optional<String> complaint(Description description, int status, Response seen) {
    Response response = new Response(status, seen.headers(), seen.body());
    return description.complaint("DELETE", "/api/instance/logout/support?a=b", response);
  }

  @Test
  void speaksOfEveryEndpointAndOfNoOther() {
    Set<String> described = new TreeSet<>();
    get("/openapi.json")
        .json()
        .at("/paths")
        .properties()
        .forEach(
            path ->
                path.getValue()
                    .propertyNames()
                    .forEach(
                        method -> described.add(method.toUpperCase(Locale.ROOT) + path.getKey())));
    Set<String> served = new TreeSet<>();
    GATEWAY
        .bean(RequestMappingHandlerMapping.class)
        .getHandlerMethods()
        .keySet()
        .forEach(
            mapping ->
                mapping
                    .getMethodsCondition()
                    .getMethods()
                    .forEach(
                        method ->
                            mapping.getPatternValues().stream()
                                .filter(path -> path.matches("/(api|admin)/.*"))
                                .forEach(path -> served.add(method + path))));
    assertThat(described).isEqualTo(served);
  }

  @Test
  void knowsEveryStateAndEveryReason() {
    JsonNode schemas = get("/openapi.json").json().at("/components/schemas");
    assertThat(schemas.at("/Status/enum").valueStream().map(JsonNode::stringValue))
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(InstanceStatus.values()).map(InstanceStatus::wireName).toList());
    assertThat(schemas.at("/Reason/enum").valueStream().map(JsonNode::stringValue))
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(StateReason.values()).map(StateReason::wireName).toList());
  }

  @ParameterizedTest
  @CsvSource({
    "/openapi.json, application/json",
    "/docs, text/html;charset=UTF-8",
    "/docs/start.js, text/javascript;charset=UTF-8",
    "/docs/swagger-ui-bundle.js, text/javascript;charset=UTF-8",
    "/docs/swagger-ui.css, text/css;charset=UTF-8",
  })
  void isThereForEverybody(String path, String type) {
    Response response = get(path);
    assertThat(response.status()).isEqualTo(200);
    assertThat(response.header("Content-Type")).isEqualTo(type);
    assertThat(response.body()).isNotEmpty();
  }

  @Test
  void isShownByAPageThatLoadsNothingFromElsewhere() {
    Response page = get("/docs");
    assertThat(page.header("Content-Security-Policy"))
        .startsWith("default-src 'none'; connect-src 'self'; script-src 'self';");
    Pattern.compile("(?:src|href)=\"([^\"]+)\"")
        .matcher(page.body())
        .results()
        .map(result -> result.group(1))
        .forEach(path -> assertThat(get("/" + path).status()).isEqualTo(200));
    assertThat(page.body()).doesNotContain("http:", "https:", "//");
  }
}
