package io.linkfleet.whatsapp.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import javax.crypto.AEADBadTagException;
import org.junit.jupiter.api.Test;

/// Each primitive against a vector of its standard.
class PrimitivesTest {
  /// RFC 5869, test case 1.
  @Test
  void hkdfDerivesAsInTheStandard() {
    assertThat(
            Hkdf.sha256(
                hex("0b".repeat(22)),
                hex("000102030405060708090a0b0c"),
                hex("f0f1f2f3f4f5f6f7f8f9"),
                42))
        .isEqualTo(
            hex(
                "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf"
                    + "34007208d5b887185865"));
  }

  /// RFC 5869, test case 3: no salt, no info.
  @Test
  void hkdfTakesAnEmptySaltAsZeroBytes() {
    assertThat(Hkdf.sha256(hex("0b".repeat(22)), new byte[0], new byte[0], 42))
        .isEqualTo(
            hex(
                "8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d"
                    + "9d201395faa4b61a96c8"));
  }

  @Test
  void hkdfTakesAnEmptySecret() {
    assertThat(Hkdf.sha256(new byte[0], new byte[32], new byte[0], 64)).hasSize(64);
  }

  /// RFC 4231, test case 2.
  @Test
  void hmacIsThatOfTheStandardHoweverTheMessageIsCut() {
    assertThat(Sha256.hmac(ascii("Jefe"), ascii("what do ya want "), ascii("for nothing?")))
        .isEqualTo(hex("5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"));
  }

  /// RFC 7914, section 11.
  @Test
  void pbkdf2DerivesAsInTheStandard() {
    assertThat(Pbkdf2.sha256("passwd", ascii("salt"), 1, 64))
        .isEqualTo(
            hex(
                "55ac046e56e3089fec1691c22544b605f94185216dde0465e68b9d57c20dacbc"
                    + "49ca9cccf179b645991664b39d77ef317c71b845b1e30bd509112041d3a19783"));
  }

  /// SP 800-38A, F.5.5, first block.
  @Test
  void aesCtrEncryptsAsInTheStandard() {
    byte[] key = hex("603deb1015ca71be2b73aef0857d77811f352c073b6108d72d9810a30914dff4");
    byte[] iv = hex("f0f1f2f3f4f5f6f7f8f9fafbfcfdfeff");
    byte[] plaintext = hex("6bc1bee22e409f96e93d7e117393172a");

    byte[] ciphertext = AesCtr.apply(key, iv, plaintext);

    assertThat(ciphertext).isEqualTo(hex("601ec313775789a5b7a7f504bbf3d228"));
    assertThat(AesCtr.apply(key, iv, ciphertext)).isEqualTo(plaintext);
  }

  /// The GCM specification, test case 14: zero key, nonce and block.
  @Test
  void aesGcmEncryptsAsInTheStandard() {
    AesGcm cipher = new AesGcm(new byte[32]);

    assertThat(cipher.seal(new byte[12], new byte[0], new byte[16]))
        .isEqualTo(hex("cea7403d4d606b6e074ec5d3baf39d18d0d1c8a799996bf0265b98b5d48ab919"));
  }

  @Test
  void aesGcmSealsBetweenBuffersAsBetweenArrays() throws AEADBadTagException {
    AesGcm cipher = new AesGcm(new byte[32]);
    ByteBuffer sealed = ByteBuffer.allocateDirect(5 + AesGcm.TAG_LENGTH);

    cipher.seal(new byte[12], ByteBuffer.wrap(ascii("hello")), sealed);

    assertThat(cipher.open(new byte[12], new byte[0], sealed.flip())).isEqualTo(ascii("hello"));
  }

  @Test
  void aesGcmRefusesWhatWasChangedOrCutShort() {
    AesGcm cipher = new AesGcm(new byte[32]);
    byte[] sealed = cipher.seal(new byte[12], new byte[0], ascii("hello"));
    for (int i = 0; i < sealed.length; i++) {
      byte[] changed = sealed.clone();
      changed[i] ^= 1;
      assertThatExceptionOfType(AEADBadTagException.class)
          .isThrownBy(() -> cipher.open(new byte[12], new byte[0], changed));
    }
    assertThatExceptionOfType(AEADBadTagException.class)
        .isThrownBy(() -> cipher.open(new byte[12], new byte[0], new byte[15]));
    assertThatExceptionOfType(AEADBadTagException.class)
        .isThrownBy(() -> cipher.open(new byte[12], ascii("other"), sealed));
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static byte[] hex(String digits) {
    return HexFormat.of().parseHex(digits);
  }
}
