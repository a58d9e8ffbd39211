package io.linkfleet.whatsapp.node;

/// The value of a node's attribute. Addresses and text differ on the wire, and peers insist on it:
/// whatsmeow ignores a `pair-device` whose `from` is plain text.
public sealed interface AttributeValue permits Jid, AttributeValue.Text {
  /// The value as text, an address in its full, unmasked form.
  String text();

  /// Anything that is not an address.
  record Text(String text) implements AttributeValue {
    public Text {
      if (text == null) {
        throw new IllegalArgumentException("an attribute needs a value");
      }
    }
  }
}
