package io.linkfleet.whatsapp.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.zip.Deflater;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class NodeCodecTest {
  private static final Node KEEP_ALIVE =
      Node.named("iq")
          .attribute("id", "1234.5678-9")
          .attribute("to", Jid.SERVER)
          .attribute("type", "get")
          .attribute("xmlns", "w:p")
          .children(Node.named("ping").empty());

  @Nested
  class AgainstBytesOfOtherImplementations {
    @Test
    void keepAlive() {
      assertSameBothWays("keep-alive", KEEP_ALIVE);
    }

    @Test
    void unlink() {
      assertSameBothWays(
          "unlink",
          Node.named("iq")
              .attribute("to", Jid.SERVER)
              .attribute("type", "set")
              .attribute("id", "55.12-3")
              .attribute("xmlns", "md")
              .children(
                  Node.named("remove-companion-device")
                      .attribute("jid", Jid.parse("5511999990000:7@s.whatsapp.net"))
                      .attribute("reason", "user_initiated")
                      .empty()));
    }

    @Test
    void messageWithEveryCommonAddressForm() {
      assertSameBothWays(
          "message",
          Node.named("message")
              .attribute("from", Jid.parse("120363000000000000@g.us"))
              .attribute("participant", Jid.parse("98765432101234:3@lid"))
              .attribute("recipient", Jid.parse("5511999990000@s.whatsapp.net"))
              .attribute("id", "3EB0C0FFEE")
              .attribute("t", 1700000000)
              .attribute("notify", "Zoë 💬")
              .children(
                  Node.named("enc")
                      .attribute("v", "2")
                      .attribute("type", "pkmsg")
                      .bytes(new byte[] {0, (byte) 0xFF, 0x10}),
                  Node.named("meta").text("text")));
    }

    @Test
    void hostedAddresses() {
      assertSameBothWays(
          "hosted",
          Node.named("x")
              .attribute("jid", Jid.parse("5511999990000:99@hosted"))
              .attribute("lid", Jid.parse("98765432101234:99@hosted.lid"))
              .empty());
    }

    @Test
    void messengerAndInteropAddresses() {
      assertSameBothWays(
          "messenger-interop",
          Node.named("x")
              .attribute("from", Jid.parse("12345678:258@msgr"))
              .attribute("jid", Jid.parse("14-123456:5@interop"))
              .empty());
    }

    @Test
    void streamEnd() {
      assertSameBothWays("stream-end", Node.STREAM_END);
      assertThat(NodeCodec.decode(GoldenHex.read("stream-end")).isStreamEnd()).isTrue();
    }

    @Test
    void compressedFrame() {
      assertThat(NodeCodec.decode(GoldenHex.read("compressed"))).isEqualTo(KEEP_ALIVE);
    }

    private void assertSameBothWays(String golden, Node node) {
      byte[] bytes = GoldenHex.read(golden);
      assertThat(HexFormat.of().formatHex(NodeCodec.encode(node)))
          .isEqualTo(HexFormat.of().formatHex(bytes));
      assertThat(NodeCodec.decode(bytes)).isEqualTo(node);
    }
  }

  @Test
  void anUnknownAddressDomainDoesNotMakeTheStanzaUnreadable() {
    Node node = NodeCodec.decode(HexFormat.of().parseHex("00f803190cf70507ff0112"));
    assertThat(node.jid("jid")).hasValue(new Jid("12", 7, Jid.USERS));
  }

  @Nested
  class LengthsAtTheirBoundaries {
    @Test
    void bytesOfEveryHeaderSizeRoundTrip() {
      for (int length : new int[] {0, 1, 255, 256, (1 << 20) - 1, 1 << 20}) {
        Node node = Node.named("value").bytes(new byte[length]);
        assertThat(NodeCodec.decode(NodeCodec.encode(node))).isEqualTo(node);
      }
    }

    @Test
    void listsOfEveryHeaderSizeRoundTrip() {
      for (int length : new int[] {1, 255, 256, 65535}) {
        Node node = Node.named("list").children(listOf(length));
        assertThat(NodeCodec.decode(NodeCodec.encode(node))).isEqualTo(node);
      }
    }

    @Test
    void packedTextEndsAt127Characters() {
      for (int length : new int[] {1, 2, 126, 127, 128}) {
        Node node = Node.named("iq").attribute("id", "7".repeat(length)).empty();
        assertThat(NodeCodec.decode(NodeCodec.encode(node))).isEqualTo(node);
      }
    }

    @Test
    void emptyAttributeRoundTrips() {
      Node node = Node.named("iq").attribute("id", "").empty();
      assertThat(NodeCodec.decode(NodeCodec.encode(node))).isEqualTo(node);
    }

    private static List<Node> listOf(int length) {
      Node[] nodes = new Node[length];
      Arrays.fill(nodes, Node.named("key").empty());
      return List.of(nodes);
    }
  }

  @Nested
  class OnMalformedBytes {
    @Test
    void namesWhatIsWrong() {
      assertMalformed("", "empty frame");
      assertMalformed("00", "ends too early");
      assertMalformed("00f800", "without a tag");
      assertMalformed("00f80102ff", "1 bytes after the end");
      assertMalformed("00f802f801", "tag 248 where text");
      assertMalformed("00f80219fe7fffffff", "length runs past");
      assertMalformed("00f80219feffffffff", "length runs past");
      assertMalformed("00f80219ff01cf", "outside its alphabet");
      assertMalformed("00f8031908fc", "ends too early");
      assertMalformed("00f8051908090809", "given twice");
      assertMalformed("0200010203", "zlib");
    }

    @Test
    void boundsNesting() {
      Node deep = Node.named("a").empty();
      for (int i = 1; i < 33; i++) {
        deep = Node.named("a").children(deep);
      }
      byte[] bytes = NodeCodec.encode(deep);
      assertThatExceptionOfType(MalformedNode.class)
          .isThrownBy(() -> NodeCodec.decode(bytes))
          .withMessageContaining("nested deeper than 32");
      assertThat(NodeCodec.decode(bytes, new DecoderLimits(100, 33, 100))).isEqualTo(deep);
    }

    @Test
    void boundsTheNumberOfNodes() {
      Node node = Node.named("a").children(Node.named("b").empty(), Node.named("c").empty());
      byte[] bytes = NodeCodec.encode(node);
      assertThatExceptionOfType(MalformedNode.class)
          .isThrownBy(() -> NodeCodec.decode(bytes, new DecoderLimits(100, 9, 2)))
          .withMessageContaining("more than 2 nodes");
    }

    @Test
    void boundsWhatInflates() {
      byte[] bomb = compressed(NodeCodec.encode(Node.named("a").bytes(new byte[1 << 20])));
      assertThatExceptionOfType(MalformedNode.class)
          .isThrownBy(() -> NodeCodec.decode(bomb, new DecoderLimits(1 << 16, 9, 9)))
          .withMessageContaining("inflates to more than 65536");
      assertThat(NodeCodec.decode(bomb).bytes())
          .hasValueSatisfying(b -> assertThat(b).hasSize(1 << 20));
    }

    @Test
    void randomBytesThrowNothingElse() {
      Random random = new Random(20261123);
      for (int i = 0; i < 200_000; i++) {
        byte[] bytes = new byte[random.nextInt(64)];
        random.nextBytes(bytes);
        decodeOrMalformed(bytes);
      }
    }

    @Test
    void damagedNodesThrowNothingElse() {
      RandomNodes nodes = new RandomNodes(new Random(7));
      Random random = new Random(11);
      for (int i = 0; i < 20_000; i++) {
        byte[] bytes = NodeCodec.encode(nodes.next());
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
        decodeOrMalformed(Arrays.copyOf(bytes, 1 + random.nextInt(bytes.length)));
        decodeOrMalformed(bytes);
      }
    }

    private static void decodeOrMalformed(byte[] bytes) {
      try {
        assertThat(NodeCodec.decode(bytes).toString()).isNotEmpty();
      } catch (MalformedNode expected) {
        assertThat(expected).hasMessageMatching("(?s).+");
      }
    }

    private static void assertMalformed(String hex, String message) {
      assertThatExceptionOfType(MalformedNode.class)
          .isThrownBy(() -> NodeCodec.decode(HexFormat.of().parseHex(hex)))
          .withMessageContaining(message);
    }

    private static byte[] compressed(byte[] plaintext) {
      try (Deflater deflater = new Deflater()) {
        deflater.setInput(plaintext, 1, plaintext.length - 1);
        deflater.finish();
        byte[] bytes = new byte[plaintext.length];
        bytes[0] = 2;
        return Arrays.copyOf(bytes, 1 + deflater.deflate(bytes, 1, bytes.length - 1));
      }
    }
  }

  @Test
  void randomNodesRoundTrip() {
    RandomNodes nodes = new RandomNodes(new Random(42));
    for (int i = 0; i < 20_000; i++) {
      Node node = nodes.next();
      assertThat(NodeCodec.decode(NodeCodec.encode(node))).isEqualTo(node);
    }
  }
}
