package io.linkfleet.whatsapp.node;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/// Makes nodes of every kind of attribute and content, the same ones for the same seed. Text
/// content is such as has a short form, since other text is read back as bytes.
final class RandomNodes {
  private static final List<String> WORDS =
      List.of("iq", "to", "md", "pair-device", "Zoë", "0123456789", "AB12", "-.", "x y", "");

  private static final List<String> SHORT_WORDS =
      List.of("text", "0123456789-.", "DEADBEEF", "9", "s.whatsapp.net");

  private final Random random;

  RandomNodes(Random random) {
    this.random = random;
  }

  Node next() {
    return next(4);
  }

  private Node next(int levels) {
    NodeBuilder node = Node.named(name());
    for (int i = random.nextInt(4); i > 0; i--) {
      node.attribute(name(), value());
    }
    return switch (random.nextInt(levels == 0 ? 3 : 4)) {
      case 0 -> node.empty();
      case 1 -> node.text(SHORT_WORDS.get(random.nextInt(SHORT_WORDS.size())));
      case 2 -> node.bytes(bytes(random.nextInt(300)));
      default ->
          node.children(
              IntStream.range(0, 1 + random.nextInt(3)).mapToObj(_ -> next(levels - 1)).toList());
    };
  }

  private String name() {
    return WORDS.get(random.nextInt(WORDS.size() - 1));
  }

  private AttributeValue value() {
    return random.nextBoolean()
        ? new AttributeValue.Text(WORDS.get(random.nextInt(WORDS.size())))
        : jid();
  }

  private Jid jid() {
    String user = Long.toString(random.nextLong(1_000_000_000_000L));
    return switch (random.nextInt(7)) {
      case 0 -> Jid.SERVER;
      case 1 -> new Jid(user, random.nextInt(256), Jid.USERS);
      case 2 -> new Jid(user, random.nextInt(256), Jid.LIDS);
      case 3 -> new Jid(user, random.nextInt(256), "hosted");
      case 4 -> new Jid(user, random.nextInt(65536), Jid.MESSENGER);
      case 5 -> Jid.interop(user, random.nextInt(65536), random.nextInt(65536));
      default -> new Jid(user + "-" + random.nextInt(99), 0, "g.us");
    };
  }

  private byte[] bytes(int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }
}
