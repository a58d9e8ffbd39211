package io.linkfleet.local.play;

import com.google.zxing.WriterException;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import com.google.zxing.qrcode.encoder.ByteMatrix;
import com.google.zxing.qrcode.encoder.Encoder;

/// A QR code as text, two rows of modules in one line of half blocks.
///
/// Light modules are the ink, as terminals are mostly dark: the code scans off a dark background.
final class TerminalQr {
  private static final int QUIET_ZONE = 2;

  private TerminalQr() {}

  static String draw(String text) {
    ByteMatrix modules = encode(text);
    var drawing = new StringBuilder();
    for (int y = -QUIET_ZONE; y < modules.getHeight() + QUIET_ZONE; y += 2) {
      drawing.append("    ");
      for (int x = -QUIET_ZONE; x < modules.getWidth() + QUIET_ZONE; x++) {
        drawing.append(block(isLight(modules, x, y), isLight(modules, x, y + 1)));
      }
      drawing.append(System.lineSeparator());
    }
    return drawing.toString();
  }

  private static ByteMatrix encode(String text) {
    try {
      return Encoder.encode(text, ErrorCorrectionLevel.L).getMatrix();
    } catch (WriterException e) {
      throw new IllegalArgumentException("no QR code holds a text of this length", e);
    }
  }

  private static boolean isLight(ByteMatrix modules, int x, int y) {
    boolean inside = x >= 0 && y >= 0 && x < modules.getWidth() && y < modules.getHeight();
    return !inside || modules.get(x, y) == 0;
  }

  private static char block(boolean upper, boolean lower) {
    if (upper) {
      return lower ? '█' : '▀';
    }
    return lower ? '▄' : ' ';
  }
}
