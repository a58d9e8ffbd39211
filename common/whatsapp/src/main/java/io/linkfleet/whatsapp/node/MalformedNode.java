package io.linkfleet.whatsapp.node;

/// Bytes from the other side that are not a node, or exceed the [DecoderLimits].
///
/// The frame they came in was authentic and complete, so the stream itself is still in step; what
/// to do with a peer that sends such bytes is the caller's decision. The message never quotes them.
public final class MalformedNode extends RuntimeException {
  MalformedNode(String message) {
    super(message);
  }

  MalformedNode(String message, Throwable cause) {
    super(message, cause);
  }
}
