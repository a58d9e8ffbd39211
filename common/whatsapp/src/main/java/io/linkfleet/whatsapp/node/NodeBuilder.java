package io.linkfleet.whatsapp.node;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A node in the making: attributes in the order given, then exactly one of the methods that say
/// what is inside, which ends it.
public final class NodeBuilder {
  private final String tag;
  private final Map<String, AttributeValue> attributes = new LinkedHashMap<>();

  NodeBuilder(String tag) {
    this.tag = tag;
  }

  /// Sets plain text; use the other overload for addresses.
  public NodeBuilder attribute(String name, String value) {
    return attribute(name, new AttributeValue.Text(value));
  }

  public NodeBuilder attribute(String name, long value) {
    return attribute(name, Long.toString(value));
  }

  public NodeBuilder attribute(String name, AttributeValue value) {
    attributes.put(name, value);
    return this;
  }

  public Node empty() {
    return new Node(tag, attributes, new Content.None());
  }

  public Node children(Node... nodes) {
    return children(List.of(nodes));
  }

  public Node children(List<Node> nodes) {
    return nodes.isEmpty() ? empty() : new Node(tag, attributes, new Content.Children(nodes));
  }

  public Node bytes(byte[] value) {
    return new Node(tag, attributes, new Content.Bytes(value));
  }

  /// Sets text, which travels in its shortest form: token, packed digits, or plain bytes.
  public Node text(String value) {
    return new Node(tag, attributes, new Content.Text(value));
  }
}
