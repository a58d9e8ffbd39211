package io.linkfleet.local.reference;

import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/// A library of others in our programs, of which it names those that have it.
record Library(String name, String version, String licence, String home, Set<String> programs) {
  Library {
    Objects.requireNonNull(version, "version");
    if (licence.isEmpty()) {
      throw new IllegalArgumentException(name + " states no licence");
    }
  }

  /// Of a component in a bill of materials (CycloneDX).
  static Library of(JsonNode json, String program) {
    return new Library(
        json.required("group").stringValue() + ":" + json.required("name").stringValue(),
        json.required("version").stringValue(),
        json.path("licenses")
            .valueStream()
            .map(Library::licence)
            .collect(Collectors.joining(" or ")),
        json.path("externalReferences")
            .valueStream()
            .filter(reference -> reference.required("type").stringValue().equals("website"))
            .map(reference -> reference.required("url").stringValue())
            .findFirst()
            .orElse(""),
        new TreeSet<>(Set.of(program)));
  }

  private static String licence(JsonNode json) {
    if (json.has("expression")) {
      return json.get("expression").stringValue();
    }
    JsonNode licence = json.required("license");
    if (licence.has("id")) {
      String id = licence.get("id").stringValue();
      return "[" + id + "](https://spdx.org/licenses/" + id + ".html)";
    }
    String name = licence.required("name").stringValue();
    return licence.has("url") ? "[" + name + "](" + licence.get("url").stringValue() + ")" : name;
  }

  Library alsoIn(Library other) {
    programs.addAll(other.programs());
    return this;
  }

  /// Spring Boot's starters have no classes; the packaged programs leave them out.
  boolean isEmpty() {
    return name.startsWith("org.springframework.boot:spring-boot-starter");
  }

  /// As its file is called.
  String jar() {
    return name.substring(name.indexOf(':') + 1) + "-" + version + ".jar";
  }

  String row() {
    return "| `%s` | %s | %s | %s | %s |\n"
        .formatted(name, version, licence, String.join(", ", programs), home);
  }
}
