package io.linkfleet.whatsapp.node;

/// How much one frame may ask of its receiver before it counts as malformed: bytes after
/// decompression, nesting levels, and nodes in the whole tree.
public record DecoderLimits(int inflatedBytes, int depth, int nodes) {
  /// Far above anything a lifecycle client or server meets; a full pre-key upload has 2,500 nodes.
  public static final DecoderLimits DEFAULT = new DecoderLimits(8 << 20, 32, 100_000);

  public DecoderLimits {
    if (inflatedBytes < 1 || depth < 1 || nodes < 1) {
      throw new IllegalArgumentException("decoder limits must be positive");
    }
  }
}
