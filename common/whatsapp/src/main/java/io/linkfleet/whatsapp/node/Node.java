package io.linkfleet.whatsapp.node;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// A stanza, or an element inside one: tag, attributes in order, content. Immutable.
///
/// Written as `Node.named("iq").attribute("to", Jid.SERVER).children(…)`, read with the methods
/// below, which answer "not there" with an empty [Optional] and never throw. [#toString] is made
/// for logs: it shows structure and a few harmless attributes, no addresses, names or keys.
public record Node(String tag, Map<String, AttributeValue> attributes, Content content) {
  /// The server's polite end of a stream, right before it closes the socket.
  public static final Node STREAM_END = named("xmlstreamend").empty();

  /// The most a list header can announce next to a tag and content.
  private static final int MOST_ATTRIBUTES = (0xFFFF - 2) / 2;

  private static final Set<String> LOGGABLE =
      Set.of("id", "type", "xmlns", "class", "code", "reason", "text", "stage", "value", "count");

  private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,18}");

  public Node {
    attributes = Collections.unmodifiableMap(new LinkedHashMap<>(attributes));
    if (tag.isEmpty() || attributes.containsKey("")) {
      throw new IllegalArgumentException("a node's tag and attribute names are not empty");
    }
    if (attributes.size() > MOST_ATTRIBUTES) {
      throw new IllegalArgumentException("too many attributes on one node");
    }
    if (content == null) {
      throw new IllegalArgumentException("a node without content has Content.None");
    }
  }

  public static NodeBuilder named(String tag) {
    return new NodeBuilder(tag);
  }

  public boolean is(String expectedTag) {
    return tag.equals(expectedTag);
  }

  public boolean isStreamEnd() {
    return is(STREAM_END.tag);
  }

  /// The attribute as text, an address in full.
  public Optional<String> attribute(String name) {
    return Optional.ofNullable(attributes.get(name)).map(AttributeValue::text);
  }

  public boolean attributeIs(String name, String expected) {
    return attribute(name).filter(expected::equals).isPresent();
  }

  /// The attribute as an address; empty as well if it travelled as plain text.
  public Optional<Jid> jid(String name) {
    return attributes.get(name) instanceof Jid jid ? Optional.of(jid) : Optional.empty();
  }

  /// The attribute as a decimal number; empty as well if it is none.
  public Optional<Long> number(String name) {
    return attribute(name).filter(text -> NUMBER.matcher(text).matches()).map(Long::valueOf);
  }

  public List<Node> children() {
    return content instanceof Content.Children(var nodes) ? nodes : List.of();
  }

  public List<Node> children(String childTag) {
    return children().stream().filter(node -> node.is(childTag)).toList();
  }

  /// The first child with this tag.
  public Optional<Node> child(String childTag) {
    return children().stream().filter(node -> node.is(childTag)).findFirst();
  }

  /// The content as bytes, in whichever form it travelled; text as UTF-8.
  public Optional<byte[]> bytes() {
    return switch (content) {
      case Content.Bytes bytes -> Optional.of(bytes.value());
      case Content.Text(var value) -> Optional.of(value.getBytes(StandardCharsets.UTF_8));
      case Content.None(), Content.Children _ -> Optional.empty();
    };
  }

  /// The content of the first child with this tag, as bytes.
  public Optional<byte[]> bytes(String childTag) {
    return child(childTag).flatMap(Node::bytes);
  }

  /// The content as text, in whichever form it travelled; bytes are read as UTF-8.
  public Optional<String> text() {
    return switch (content) {
      case Content.Bytes bytes -> Optional.of(bytes.utf8());
      case Content.Text(var value) -> Optional.of(value);
      case Content.None(), Content.Children _ -> Optional.empty();
    };
  }

  /// The content of the first child with this tag, as text.
  public Optional<String> text(String childTag) {
    return child(childTag).flatMap(Node::text);
  }

  @Override
  public String toString() {
    String shown =
        attributes.entrySet().stream()
            .map(entry -> " " + entry.getKey() + "=" + loggable(entry.getKey(), entry.getValue()))
            .collect(Collectors.joining());
    return "<" + tag + shown + inside();
  }

  private String inside() {
    return switch (content) {
      case Content.None() -> "/>";
      case Content.Bytes bytes -> ">" + bytes + "</" + tag + ">";
      case Content.Text _ -> ">text</" + tag + ">";
      case Content.Children(var nodes) -> ">" + childList(nodes) + "</" + tag + ">";
    };
  }

  private static String childList(List<Node> nodes) {
    String first = nodes.stream().limit(8).map(Node::toString).collect(Collectors.joining());
    return nodes.size() <= 8 ? first : first + "… " + nodes.size() + " in all";
  }

  private static String loggable(String name, AttributeValue value) {
    return switch (value) {
      case Jid jid -> jid.toString();
      case AttributeValue.Text(var text) -> LOGGABLE.contains(name) ? text : "[REDACTED]";
    };
  }
}
