package io.linkfleet.whatsapp.node;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// Appends nodes in their binary form. Text takes the first form that fits, in the order of the
/// real clients: single token, double token, packed digits, packed hex, UTF-8.
final class NodeWriter {
  private static final int LARGEST_20_BIT = (1 << 20) - 1;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream(128);

  byte[] written() {
    return out.toByteArray();
  }

  void raw(int value) {
    out.write(value);
  }

  void node(Node node) {
    boolean hasContent = !(node.content() instanceof Content.None);
    listHeader(1 + 2 * node.attributes().size() + (hasContent ? 1 : 0));
    string(node.tag());
    node.attributes()
        .forEach(
            (name, value) -> {
              string(name);
              attribute(value);
            });
    content(node.content());
  }

  private void content(Content content) {
    switch (content) {
      case Content.None() -> {}
      case Content.Text(var value) -> string(value);
      case Content.Bytes bytes -> binary(bytes.value());
      case Content.Children(var nodes) -> list(nodes);
    }
  }

  private void list(List<Node> nodes) {
    listHeader(nodes.size());
    nodes.forEach(this::node);
  }

  private void listHeader(int size) {
    if (size <= 0xFF) {
      out.write(Tag.LIST_8);
      out.write(size);
    } else {
      out.write(Tag.LIST_16);
      u16(size);
    }
  }

  private void attribute(AttributeValue value) {
    switch (value) {
      case Jid jid -> jid(jid);
      case AttributeValue.Text(var text) -> string(text);
    }
  }

  private void jid(Jid jid) {
    if (jid.needsDomain()) {
      out.write(Tag.AD_JID);
      out.write(jid.domain());
      out.write(jid.device());
      string(jid.user());
    } else if (jid.server().equals(Jid.MESSENGER) && !jid.user().isEmpty()) {
      out.write(Tag.FB_JID);
      string(jid.user());
      u16(jid.device());
      string(jid.server());
    } else if (jid.server().equals(Jid.INTEROP) && !jid.user().isEmpty()) {
      interop(jid);
    } else {
      out.write(Tag.JID_PAIR);
      user(jid.user());
      string(jid.server());
    }
  }

  private void interop(Jid jid) {
    out.write(Tag.INTEROP_JID);
    string(jid.interopUser());
    u16(jid.device());
    u16(jid.interopIntegrator());
    string(jid.server());
  }

  private void user(String user) {
    if (user.isEmpty()) {
      out.write(Tag.LIST_EMPTY);
    } else {
      string(user);
    }
  }

  private void string(String text) {
    Integer code = Tokens.codeOf(text);
    if (code != null) {
      token(code);
    } else if (Packed.NIBBLE.fits(text)) {
      packed(Packed.NIBBLE, text);
    } else if (Packed.HEX.fits(text)) {
      packed(Packed.HEX, text);
    } else {
      binary(text.getBytes(StandardCharsets.UTF_8));
    }
  }

  private void token(int code) {
    if (code < Tokens.FIRST_DOUBLE) {
      out.write(code);
    } else {
      int place = code - Tokens.FIRST_DOUBLE;
      out.write(Tag.DICTIONARY_0 + place / Tokens.DICTIONARY_SIZE);
      out.write(place % Tokens.DICTIONARY_SIZE);
    }
  }

  private void packed(Packed alphabet, String text) {
    out.write(alphabet.tag());
    out.writeBytes(alphabet.pack(text));
  }

  private void binary(byte[] bytes) {
    if (bytes.length <= 0xFF) {
      out.write(Tag.BINARY_8);
      out.write(bytes.length);
    } else if (bytes.length <= LARGEST_20_BIT) {
      out.write(Tag.BINARY_20);
      out.write(bytes.length >> 16);
      u16(bytes.length);
    } else {
      out.write(Tag.BINARY_32);
      u16(bytes.length >>> 16);
      u16(bytes.length);
    }
    out.writeBytes(bytes);
  }

  private void u16(int value) {
    out.write(value >> 8);
    out.write(value);
  }
}
