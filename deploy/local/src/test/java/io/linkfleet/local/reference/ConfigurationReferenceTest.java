package io.linkfleet.local.reference;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.io.ClassPathResource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// `deploy/CONFIGURATION.md` has every property of both programs: made of the metadata that the
/// compiler writes beside their records of settings.
class ConfigurationReferenceTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String METADATA = "META-INF/spring-configuration-metadata.json";

  /// Of Spring Boot's own: what an operator is likely to need.
  private static final List<String> SPRING =
      List.of(
          "server.address",
          "server.port",
          "management.server.address",
          "management.server.port",
          "management.endpoints.web.exposure.include",
          "management.endpoint.health.show-details",
          "logging.level.<id>",
          "logging.file.name",
          "logging.structured.format.console",
          "management.opentelemetry.tracing.export.otlp.endpoint",
          "management.tracing.sampling.probability",
          "spring.kafka.bootstrap-servers",
          "spring.kafka.security.protocol",
          "spring.kafka.properties.<id>",
          "spring.kafka.ssl.trust-store-type",
          "spring.kafka.ssl.trust-store-location",
          "spring.kafka.ssl.trust-store-password",
          "spring.kafka.ssl.key-store-type",
          "spring.kafka.ssl.key-store-location",
          "spring.kafka.ssl.key-store-password",
          "spring.lifecycle.timeout-per-shutdown-phase");

  private static final String HEAD =
      """
      # Configuration

      Made from the programs by `ConfigurationReferenceTest` of `deploy/local`, which fails when this page is another and says how it is renewed.

      Both programs are Spring Boot: a property is set on the command line (`--linkfleet.redis.url=…`), as an environment variable (`LINKFLEET_REDIS_URL`), or in a
      file (`spring.config.additional-location`); the first of these counts. A value that is missing or makes no sense ends the start with exit code 1 and one line that names the
      property and shows no secret. Durations are written `500ms`, `10s`, `5m`, `24h`, `7d`; lists with commas. `<id>` is a name of yours; in a variable it is upper case and read as lower case.
      """;

  private final Map<String, Property> gateway = ofProgram("io.linkfleet.gateway.");
  private final Map<String, Property> worker = ofProgram("io.linkfleet.worker.");

  @Test
  void thePageIsWhatTheProgramsSayOfThemselves() throws IOException {
    new Page("CONFIGURATION.md").mustBe(page(), getClass());
  }

  @Test
  void everyPropertySaysWhatItMeans() {
    assertThat(gateway).hasSizeGreaterThan(15);
    assertThat(worker).hasSizeGreaterThan(40);
    assertThat(worker.values()).allSatisfy(property -> assertThat(property.text()).endsWith("."));
    assertThat(gateway.values()).allSatisfy(property -> assertThat(property.text()).endsWith("."));
  }

  private String page() throws IOException {
    Map<String, Property> both = new TreeMap<>(gateway);
    both.values().retainAll(worker.values());
    StringBuilder page = new StringBuilder(HEAD);
    section(page, "Both", both);
    section(page, "Gateway", without(gateway, both));
    section(page, "Worker", without(worker, both));
    page.append(
        """

        ## Spring Boot's own

        The few that an operator needs; all others are Spring Boot's and work too. Where the programs differ, the first default is the gateway's.

        | property | variable | type | default | |
        |---|---|---|---|---|
        """);
    spring().forEach(property -> page.append(property.row()));
    return page.toString();
  }

  private static Map<String, Property> without(
      Map<String, Property> all, Map<String, Property> others) {
    Map<String, Property> rest = new TreeMap<>(all);
    rest.keySet().removeAll(others.keySet());
    return rest;
  }

  private static void section(StringBuilder page, String title, Map<String, Property> properties) {
    page.append("\n## ").append(title);
    page.append("\n\n| property | variable | type | default | |\n|---|---|---|---|---|\n");
    properties.values().forEach(property -> page.append(property.row()));
  }

  private static Map<String, Property> ofProgram(String owner) {
    Map<String, Property> found = new TreeMap<>();
    for (JsonNode json : metadata()) {
      if (json.path("sourceType").asString("").startsWith(owner)) {
        Property property = Property.of(json);
        found.put(property.name(), property);
      }
    }
    return found;
  }

  private static List<Property> spring() throws IOException {
    Map<String, Property> found = new HashMap<>();
    for (JsonNode json : metadata()) {
      String name = json.required("name").stringValue();
      if (SPRING.contains(name) || SPRING.contains(name + ".<id>")) {
        Property property = Property.of(json);
        found.put(property.name(), property);
      }
    }
    assertThat(found.keySet()).containsAll(SPRING);
    PropertySource<?> gateway = settings("gateway.yml");
    PropertySource<?> worker = settings("worker.yml");
    return SPRING.stream().map(found::get).map(each -> ours(each, gateway, worker)).toList();
  }

  /// With the defaults that our settings files give it.
  private static Property ours(
      Property spring, PropertySource<?> gateway, PropertySource<?> worker) {
    Optional<Object> first = Optional.ofNullable(gateway.getProperty(spring.name()));
    Optional<Object> second = Optional.ofNullable(worker.getProperty(spring.name()));
    if (first.isEmpty() && second.isEmpty()) {
      return spring;
    }
    String here = first.map(Object::toString).or(spring::fallback).orElse("none");
    String there = second.map(Object::toString).or(spring::fallback).orElse("none");
    return spring.withFallback(here.equals(there) ? here : here + "`, `" + there);
  }

  private static EnumerablePropertySource<?> settings(String file) throws IOException {
    return (EnumerablePropertySource<?>)
        new YamlPropertySourceLoader().load(file, new ClassPathResource(file)).getFirst();
  }

  private static List<JsonNode> metadata() {
    List<JsonNode> properties = new ArrayList<>();
    try {
      for (URL file :
          Collections.list(
              ConfigurationReferenceTest.class.getClassLoader().getResources(METADATA))) {
        try (InputStream in = file.openStream()) {
          JSON.readTree(in).path("properties").forEach(properties::add);
        }
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return properties;
  }
}
