package io.linkfleet.gateway.instance;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.EncodeHintType;
import com.google.zxing.WriterException;
import com.google.zxing.common.BitMatrix;
import com.google.zxing.qrcode.QRCodeWriter;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/// A QR code as a PNG of one bit per pixel (PNG specification, colour type 0), without the desktop
/// classes of the JDK. Each module is six pixels wide.
final class QrPng {
  private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
  private static final int PIXELS_PER_MODULE = 6;
  private static final Map<EncodeHintType, Object> HINTS =
      Map.of(EncodeHintType.ERROR_CORRECTION, ErrorCorrectionLevel.L, EncodeHintType.MARGIN, 4);

  private QrPng() {}

  static String dataUri(String text) {
    return "data:image/png;base64," + Base64.getEncoder().encodeToString(png(text));
  }

  private static byte[] png(String text) {
    BitMatrix modules = modules(text);
    int size = modules.getWidth() * PIXELS_PER_MODULE;
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    png.writeBytes(SIGNATURE);
    // Width, height, bit depth, grey scale, and the only compression, filter and order there are.
    byte[] header = ByteBuffer.allocate(13).putInt(size).putInt(size).put((byte) 1).array();
    chunk(png, "IHDR", header);
    chunk(png, "IDAT", deflate(rows(modules, size)));
    chunk(png, "IEND", new byte[0]);
    return png.toByteArray();
  }

  private static BitMatrix modules(String text) {
    try {
      return new QRCodeWriter().encode(text, BarcodeFormat.QR_CODE, 0, 0, HINTS);
    } catch (WriterException e) {
      throw new IllegalArgumentException("the text does not fit into a QR code", e);
    }
  }

  /// Each row begins with its filter, none; a pixel is 1 for white.
  private static byte[] rows(BitMatrix modules, int size) {
    int rowBytes = 1 + (size + 7) / 8;
    byte[] rows = new byte[rowBytes * size];
    for (int y = 0; y < size; y += PIXELS_PER_MODULE) {
      int first = y * rowBytes;
      whiten(rows, first + 1, modules, y / PIXELS_PER_MODULE, size);
      for (int again = 1; again < PIXELS_PER_MODULE; again++) {
        System.arraycopy(rows, first, rows, first + again * rowBytes, rowBytes);
      }
    }
    return rows;
  }

  private static void whiten(byte[] rows, int from, BitMatrix modules, int row, int size) {
    for (int x = 0; x < size; x++) {
      if (!modules.get(x / PIXELS_PER_MODULE, row)) {
        rows[from + x / 8] |= (byte) (0x80 >> (x % 8));
      }
    }
  }

  private static byte[] deflate(byte[] bytes) {
    try (Deflater deflater = new Deflater()) {
      deflater.setInput(bytes);
      deflater.finish();
      ByteArrayOutputStream deflated = new ByteArrayOutputStream();
      byte[] buffer = new byte[4096];
      while (!deflater.finished()) {
        deflated.write(buffer, 0, deflater.deflate(buffer));
      }
      return deflated.toByteArray();
    }
  }

  private static void chunk(ByteArrayOutputStream png, String type, byte[] data) {
    byte[] name = type.getBytes(StandardCharsets.US_ASCII);
    CRC32 crc = new CRC32();
    crc.update(name);
    crc.update(data);
    png.writeBytes(ByteBuffer.allocate(4).putInt(data.length).array());
    png.writeBytes(name);
    png.writeBytes(data);
    png.writeBytes(ByteBuffer.allocate(4).putInt((int) crc.getValue()).array());
  }
}
