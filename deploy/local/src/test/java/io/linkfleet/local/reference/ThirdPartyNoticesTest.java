package io.linkfleet.local.reference;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// `deploy/THIRD-PARTY-NOTICES.md` has every library in both programs: made of the bills of
/// materials that the build writes into them.
class ThirdPartyNoticesTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String BILL = "META-INF/sbom/application.cdx.json";
  private static final Path WIRE = Path.of("..", "..", "common", "whatsapp", "src", "main");

  private static final String HEAD =
      """
      # Third-party notices

      What of others is in the programs. Made by `ThirdPartyNoticesTest` of `deploy/local` from the bill of materials of each program, whose licences are those that the libraries state in Maven
      Central; the test fails when this page is another and says how it is renewed. Where a library states several licences, any of them may be chosen. Libraries are used as they are published;
      each carries its own licence and notice in its jar. For Linkfleet itself no licence is stated.

      ## Libraries

      | library | version | licence | in | home |
      |---|---|---|---|---|
      """;

  private static final String TAIL =
      """

      ## Facts about WhatsApp's protocol

      The code is our own. Names and numbers that make two programs understand each other come from reading clients that others have published: [whatsmeow](https://github.com/tulir/whatsmeow)
      (MPL-2.0), [Baileys](https://github.com/WhiskeySockets/Baileys), [whatsapp-rust](https://github.com/oxidezap/whatsapp-rust), [Cobalt](https://github.com/Auties00/Cobalt) and zapo (all MIT).
      They are in these files of `common/whatsapp`:

      | file | what |
      |---|---|
      """;

  private static final String NOT_IN_IT =
      """

      ## Not in the programs

      What builds, tests, simulates and measures (Maven plugins, npm packages of `deploy/simulator/conformance`, `deploy/bench/baileys` and `deploy/checks`) is fetched where it is used and
      is part of no image. The images stand on `eclipse-temurin`, and the fleet runs beside Kafka, Redis, Prometheus and Grafana, each under its own licence.
      """;

  private static final Map<String, String> FACTS =
      Map.of(
          "proto/adv.proto", "how a phone vouches for a device: fields and their numbers",
          "proto/client_payload.proto", "what a client says of itself: fields and their numbers",
          "proto/device_props.proto", "how a phone shows a device: fields and their numbers",
          "proto/handshake.proto", "the handshake's messages: fields and their numbers",
          "resources/io/linkfleet/whatsapp/node/tokens.txt",
              "the dictionary of stanzas, version 3");

  @Test
  void thePageIsWhatTheBillsOfMaterialsSay() throws IOException {
    StringBuilder page = new StringBuilder(HEAD);
    libraries().values().forEach(library -> page.append(library.row()));
    page.append(TAIL);
    new TreeMap<>(FACTS)
        .forEach((file, what) -> page.append("| `%s` | %s |\n".formatted(file, what)));
    page.append(NOT_IN_IT);
    new Page("THIRD-PARTY-NOTICES.md").mustBe(page.toString(), getClass());
  }

  /// The bills are right: each library in them is on the class path, which for the others has what
  /// only the local fleet needs. A native library is there once for each processor.
  @Test
  void everyLibraryIsOnTheClassPathInThatVersion() {
    Set<String> jars =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
            .map(entry -> Path.of(entry).getFileName().toString())
            .map(jar -> jar.replaceFirst("-linux-[a-z0-9_]+(?=\\.jar$)", ""))
            .collect(Collectors.toSet());
    assertThat(libraries().values()).hasSizeGreaterThan(70);
    assertThat(libraries().values()).extracting(Library::jar).allMatch(jars::contains);
  }

  @Test
  void whatWasTakenOverAsFactsIsNamed() throws IOException {
    try (Stream<Path> files = Files.walk(WIRE)) {
      assertThat(
              files
                  .filter(Files::isRegularFile)
                  .map(file -> WIRE.relativize(file).toString().replace(File.separatorChar, '/'))
                  .filter(file -> !file.startsWith("java/")))
          .containsExactlyInAnyOrderElementsOf(FACTS.keySet());
    }
  }

  private static Map<String, Library> libraries() {
    Map<String, Library> found = new TreeMap<>();
    try {
      for (URL bill :
          Collections.list(ThirdPartyNoticesTest.class.getClassLoader().getResources(BILL))) {
        try (InputStream in = bill.openStream()) {
          add(JSON.readTree(in), found);
        }
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return found;
  }

  private static void add(JsonNode bill, Map<String, Library> found) {
    String name = bill.at("/metadata/component/name").stringValue();
    String program =
        switch (name) {
          case "linkfleet-api-gateway" -> "gateway";
          case "linkfleet-session-worker" -> "worker";
          default -> throw new AssertionError("a bill of materials of " + name);
        };
    assertThat(bill.at("/metadata/component/licenses").toString())
        .as("no licence of %s is stated, so its bill states none", name)
        .doesNotContain("Apache");
    bill.required("components")
        .valueStream()
        .filter(json -> !json.required("group").stringValue().equals("io.linkfleet"))
        .map(json -> Library.of(json, program))
        .filter(library -> !library.isEmpty())
        .forEach(library -> found.merge(library.name(), library, Library::alsoIn));
  }
}
