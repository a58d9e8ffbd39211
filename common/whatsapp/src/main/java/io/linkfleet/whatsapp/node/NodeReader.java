package io.linkfleet.whatsapp.node;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Reads one node out of bytes nobody has checked yet. Whatever they are, the outcome is a node or
/// [MalformedNode]; no length is believed before the bytes for it are there.
final class NodeReader {
  private final ByteBuffer in;
  private final DecoderLimits limits;
  private int nodes;

  NodeReader(ByteBuffer in, DecoderLimits limits) {
    this.in = in;
    this.limits = limits;
  }

  Node onlyNode() {
    try {
      Node node = node(u8(), 1);
      if (in.hasRemaining()) {
        throw new MalformedNode(in.remaining() + " bytes after the end of the node");
      }
      return node;
    } catch (BufferUnderflowException e) {
      throw new MalformedNode("node ends too early", e);
    } catch (IllegalArgumentException e) {
      throw new MalformedNode(e.getMessage(), e);
    }
  }

  private Node node(int listTag, int depth) {
    if (depth > limits.depth()) {
      throw new MalformedNode("nested deeper than " + limits.depth());
    }
    if (++nodes > limits.nodes()) {
      throw new MalformedNode("more than " + limits.nodes() + " nodes");
    }
    int size = listSize(listTag);
    if (size == 0) {
      throw new MalformedNode("node without a tag");
    }
    String tag = string(u8());
    Map<String, AttributeValue> attributes = attributes((size - 1) / 2);
    boolean hasContent = size % 2 == 0;
    return new Node(tag, attributes, hasContent ? content(depth) : new Content.None());
  }

  private Map<String, AttributeValue> attributes(int count) {
    Map<String, AttributeValue> attributes = new LinkedHashMap<>();
    for (int i = 0; i < count; i++) {
      if (attributes.put(string(u8()), attribute()) != null) {
        throw new MalformedNode("attribute given twice");
      }
    }
    return attributes;
  }

  private AttributeValue attribute() {
    int tag = u8();
    return isJid(tag) ? jid(tag) : new AttributeValue.Text(string(tag));
  }

  private Content content(int depth) {
    int tag = u8();
    return switch (tag) {
      case Tag.LIST_EMPTY -> new Content.None();
      case Tag.LIST_8, Tag.LIST_16 -> children(listSize(tag), depth + 1);
      case Tag.BINARY_8, Tag.BINARY_20, Tag.BINARY_32 -> new Content.Bytes(binary(tag));
      default -> new Content.Text(isJid(tag) ? jid(tag).text() : string(tag));
    };
  }

  private Content children(int count, int depth) {
    List<Node> children = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      children.add(node(u8(), depth));
    }
    return children.isEmpty() ? new Content.None() : new Content.Children(children);
  }

  private static boolean isJid(int tag) {
    return (tag >= Tag.INTEROP_JID && tag <= Tag.AD_JID) || tag == Tag.JID_PAIR;
  }

  private Jid jid(int tag) {
    return switch (tag) {
      case Tag.JID_PAIR -> new Jid(string(u8()), 0, string(u8()));
      case Tag.AD_JID -> domainJid();
      case Tag.FB_JID -> messengerJid();
      case Tag.INTEROP_JID -> interopJid();
      default -> throw new MalformedNode("no address form " + tag);
    };
  }

  private Jid domainJid() {
    int domain = u8();
    int device = u8();
    return Jid.ofDomain(string(u8()), device, domain);
  }

  private Jid messengerJid() {
    String user = string(u8());
    int device = u16();
    expectServer(Jid.MESSENGER);
    return new Jid(user, device, Jid.MESSENGER);
  }

  private Jid interopJid() {
    String user = string(u8());
    int device = u16();
    int integrator = u16();
    expectServer(Jid.INTEROP);
    return Jid.interop(user, device, integrator);
  }

  private void expectServer(String server) {
    if (!string(u8()).equals(server)) {
      throw new MalformedNode("address form of " + server + " names another server");
    }
  }

  private String string(int tag) {
    return switch (tag) {
      case Tag.LIST_EMPTY -> "";
      case Tag.BINARY_8, Tag.BINARY_20, Tag.BINARY_32 ->
          new String(binary(tag), StandardCharsets.UTF_8);
      case Tag.NIBBLE_8 -> packed(Packed.NIBBLE);
      case Tag.HEX_8 -> packed(Packed.HEX);
      default -> token(tag);
    };
  }

  private String token(int tag) {
    if (tag < Tokens.FIRST_DOUBLE) {
      return Tokens.single(tag);
    }
    if (tag <= Tag.DICTIONARY_3) {
      return Tokens.inDictionary(tag - Tag.DICTIONARY_0, u8());
    }
    throw new MalformedNode("tag " + tag + " where text is expected");
  }

  private String packed(Packed alphabet) {
    int header = u8();
    return alphabet.unpack(header, take(Packed.pairs(header)));
  }

  private byte[] binary(int tag) {
    return switch (tag) {
      case Tag.BINARY_8 -> take(u8());
      case Tag.BINARY_20 -> take((u8() & 0xF) << 16 | u16());
      case Tag.BINARY_32 -> take(in.getInt());
      default -> throw new MalformedNode("tag " + tag + " where bytes are expected");
    };
  }

  private int listSize(int tag) {
    return switch (tag) {
      case Tag.LIST_EMPTY -> 0;
      case Tag.LIST_8 -> u8();
      case Tag.LIST_16 -> u16();
      default -> throw new MalformedNode("tag " + tag + " where a list is expected");
    };
  }

  private byte[] take(int length) {
    if (length < 0 || length > in.remaining()) {
      throw new MalformedNode("length runs past the end of the frame");
    }
    byte[] bytes = new byte[length];
    in.get(bytes);
    return bytes;
  }

  private int u8() {
    return in.get() & 0xFF;
  }

  private int u16() {
    return in.getShort() & 0xFFFF;
  }
}
