package io.linkfleet.whatsapp.node;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.stream.Collectors;

/// Reads `*.hex` resources: hex digits, spaces at will, `#` to the end of the line is a comment.
final class GoldenHex {
  private GoldenHex() {}

  static byte[] read(String name) {
    try (var in = GoldenHex.class.getResourceAsStream(name + ".hex")) {
      String digits =
          new String(in.readAllBytes(), StandardCharsets.UTF_8)
              .lines()
              .map(line -> line.replaceAll("#.*", "").replace(" ", ""))
              .collect(Collectors.joining());
      return HexFormat.of().parseHex(digits);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
