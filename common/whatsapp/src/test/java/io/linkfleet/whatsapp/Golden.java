package io.linkfleet.whatsapp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.stream.Collectors;

/// Bytes that left the building, kept as `golden/*.hex`: a comment line that says what they are,
/// then hexadecimal lines.
public final class Golden {
  private Golden() {}

  public static byte[] bytes(String name) {
    try (InputStream in = Golden.class.getResourceAsStream("/golden/" + name + ".hex")) {
      assertThat(in).as("golden/%s.hex", name).isNotNull();
      String hex =
          new String(in.readAllBytes(), StandardCharsets.US_ASCII)
              .lines()
              .filter(line -> !line.startsWith("#"))
              .map(String::strip)
              .collect(Collectors.joining());
      return HexFormat.of().parseHex(hex);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static void assertGolden(String name, byte[] actual) {
    assertThat(HexFormat.of().formatHex(actual))
        .as("golden/%s.hex", name)
        .isEqualTo(HexFormat.of().formatHex(bytes(name)));
  }
}
