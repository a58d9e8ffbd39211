package io.linkfleet.local.play;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import java.util.List;
import org.junit.jupiter.api.Test;

class TerminalQrTest {
  private static final int SCALE = 4;

  @Test
  void whatIsDrawnScansAsTheText() throws Exception {
    String text = "https://wa.me/settings/linked_devices#2@" + "ab/+".repeat(45) + ",1";

    String drawn = TerminalQr.draw(text);

    assertThat(scan(drawn.lines().toList())).isEqualTo(text);
  }

  private static String scan(List<String> lines) throws Exception {
    int width = lines.getFirst().strip().length();
    int indent = lines.getFirst().indexOf('█');
    int[] pixels = new int[width * SCALE * lines.size() * 2 * SCALE];
    for (int y = 0; y < lines.size() * 2 * SCALE; y++) {
      for (int x = 0; x < width * SCALE; x++) {
        char block = lines.get(y / SCALE / 2).charAt(indent + x / SCALE);
        boolean upper = y / SCALE % 2 == 0;
        boolean light = block == '█' || block == (upper ? '▀' : '▄');
        pixels[y * width * SCALE + x] = light ? 0xffffff : 0;
      }
    }
    var source = new RGBLuminanceSource(width * SCALE, lines.size() * 2 * SCALE, pixels);
    return new QRCodeReader().decode(new BinaryBitmap(new HybridBinarizer(source))).getText();
  }
}
