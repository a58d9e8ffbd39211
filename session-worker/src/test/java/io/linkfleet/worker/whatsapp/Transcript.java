package io.linkfleet.worker.whatsapp;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkfleet.whatsapp.node.NodeCodec;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;

/// A conversation that took place, kept as `wire/*.hex`: a line for every stanza, `S` for the
/// server's and `C` for the client's, in hexadecimal as it stood before encryption; `#` begins a
/// comment. A client with the same keys and the same randomness must say the same bytes for ever.
record Transcript(List<String> lines) {
  static Transcript named(String name) throws IOException {
    try (InputStream in = Transcript.class.getResourceAsStream("/wire/" + name + ".hex")) {
      assertThat(in).as("wire/%s.hex", name).isNotNull();
      return new Transcript(
          new String(in.readAllBytes(), StandardCharsets.US_ASCII)
              .lines()
              .filter(line -> !line.startsWith("#"))
              .toList());
    }
  }

  /// Says the server's part and compares the client's.
  void replay(ScriptedPeer peer) throws InterruptedException {
    for (String line : lines) {
      if (line.startsWith("S ")) {
        peer.sendPlaintext(HexFormat.of().parseHex(line.substring(2)));
      } else {
        String said = HexFormat.of().formatHex(NodeCodec.encode(peer.next()));
        assertThat("C " + said).isEqualTo(line);
      }
    }
  }

  /// The same bytes on every run: 0, 1, 2, … from a chosen start.
  static final class FixedRandom extends SecureRandom {
    private int next;

    FixedRandom(int start) {
      next = start;
    }

    @Override
    public void nextBytes(byte[] bytes) {
      for (int i = 0; i < bytes.length; i++) {
        bytes[i] = (byte) next++;
      }
    }
  }
}
