package io.linkfleet.whatsapp.pairing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.linkfleet.whatsapp.FixedRandom;
import io.linkfleet.whatsapp.Golden;
import io.linkfleet.whatsapp.crypto.KeyPair;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QrCodeTest {
  private final byte[] secret = KeyPair.generate(new FixedRandom(3)).privateBytes();
  private final QrCode code =
      QrCode.of(
          "2@abc+/=",
          KeyPair.generate(new FixedRandom(1)).publicKey(),
          KeyPair.generate(new FixedRandom(2)).publicKey(),
          secret,
          "1");

  @Test
  void textIsTheOneWeKnow() {
    Golden.assertGolden("qr-text", code.text().getBytes(StandardCharsets.US_ASCII));
  }

  @Test
  void phoneReadsTheCurrentForm() throws MalformedQrCode {
    QrCode read = QrCode.parse(code.text());

    assertThat(read.currentForm()).isTrue();
    assertThat(read.reference()).isEqualTo("2@abc+/=");
    assertThat(read.noise()).isEqualTo(code.noise());
    assertThat(read.identity()).isEqualTo(code.identity());
    assertThat(read.advSecret()).isEqualTo(secret);
    assertThat(read.platform()).isEqualTo("1");
  }

  @Test
  void phoneCanTellTheOldForm() throws MalformedQrCode {
    String fields = code.text().substring(code.text().indexOf('#') + 1);

    QrCode four = QrCode.parse(fields.substring(0, fields.lastIndexOf(',')));

    assertThat(four.currentForm()).isFalse();
    assertThat(four.platform()).isEmpty();
    assertThat(four.advSecret()).isEqualTo(secret);
    assertThat(QrCode.parse(fields).currentForm()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "hello",
        "a,b,c,d,e",
        "https://wa.me/settings/linked_devices#a,b,c,d",
        "a,AA==,AA==,AA=="
      })
  void anythingElseIsRefused(String text) {
    assertThatExceptionOfType(MalformedQrCode.class).isThrownBy(() -> QrCode.parse(text));
  }

  @Test
  void printsNoSecret() {
    assertThat(code.toString())
        .contains("[REDACTED]")
        .doesNotContain(Base64.getEncoder().encodeToString(secret));
  }
}
