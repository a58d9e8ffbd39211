package io.linkfleet.local.reference;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/// One property as an operator sees it; `text` says "Required." first where a program does not
/// start without it.
record Property(String name, String type, Optional<String> fallback, String text) {
  private static final String REQUIRED = "Required. ";
  private static final Map<String, String> TYPES =
      Map.of(
          "java.lang.String", "text",
          "java.lang.Integer", "integer",
          "java.lang.Boolean", "true or false",
          "java.lang.Float", "number",
          "java.net.URI", "URL",
          "java.net.InetAddress", "address",
          "java.time.Duration", "duration",
          "org.springframework.core.io.Resource", "file");

  Property {
    Objects.requireNonNull(text, () -> name + " says nothing of itself: it lacks a @param");
  }

  /// Of an entry in `META-INF/spring-configuration-metadata.json`.
  static Property of(JsonNode json) {
    String type =
        json.required("type").stringValue().replaceAll("^java.util.Optional<(.*)>$", "$1");
    boolean entries = type.startsWith("java.util.Map<");
    return new Property(
        json.required("name").stringValue() + (entries ? ".<id>" : ""),
        typeOf(entries ? type.replaceAll("^java.util.Map<.*,(.*)>$", "$1") : type),
        Optional.ofNullable(json.get("defaultValue")).map(Property::text),
        json.path("description").asString(null));
  }

  private static String text(JsonNode value) {
    return value.isArray()
        ? value.valueStream().map(JsonNode::asString).collect(Collectors.joining(","))
        : value.asString();
  }

  private static String typeOf(String type) {
    if (type.startsWith("java.util.List<") || type.startsWith("java.util.Set<")) {
      return "list";
    }
    return Optional.ofNullable(TYPES.get(type)).orElseGet(() -> constantsOf(type));
  }

  private static String constantsOf(String type) {
    try {
      return Arrays.stream(Class.forName(type).getEnumConstants())
          .map(
              constant ->
                  "`"
                      + ((Enum<?>) constant).name().toLowerCase(Locale.ROOT).replace('_', '-')
                      + "`")
          .collect(Collectors.joining(", "));
    } catch (ClassNotFoundException unknown) {
      throw new AssertionError("a type there is no word for: " + type, unknown);
    }
  }

  Property withFallback(String value) {
    return new Property(name, type, Optional.of(value), text);
  }

  boolean isRequired() {
    return text.startsWith(REQUIRED);
  }

  /// As Spring Boot's relaxed binding reads it.
  String variable() {
    return name.replace("-", "").replace('.', '_').replace("<id>", "<ID>").toUpperCase(Locale.ROOT);
  }

  String row() {
    return List.of(
            "`" + name + "`",
            "`" + variable() + "`",
            type,
            isRequired()
                ? "none, required"
                : fallback.map(value -> "`" + value + "`").orElse("none"),
            text.replace(REQUIRED, "").replace("|", "\\|"))
        .stream()
        .collect(Collectors.joining(" | ", "| ", " |\n"));
  }
}
