package io.linkfleet.whatsapp.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.SecureRandom;
import java.util.HexFormat;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

class KeyPairTest {
  private static final byte[] MESSAGE = "a message".getBytes(StandardCharsets.US_ASCII);
  private final SecureRandom random = new SecureRandom();

  @Nested
  class Agreeing {
    /// RFC 7748, section 6.1.
    @Test
    void givesBothSidesTheSameSecret() throws InvalidKeyException {
      KeyPair bob = pair("5dab087e624a8a4b79e17f8b83800ee66f3bb1292618b6fd1c2f8b27ff88e0eb");
      KeyPair alice = KeyPair.generate(random);

      assertThat(bob.publicKey())
          .isEqualTo(
              PublicKey.ofHex("de9edb7d7b7dc1b4d35b61c2ece435373f8343c85b78674dadfc7e146f882b4f"));
      assertThat(alice.agree(bob.publicKey())).isEqualTo(bob.agree(alice.publicKey()));
    }

    /// RFC 7748, section 5.2, first vector.
    @Test
    void givesTheCoordinateOfTheStandard() throws InvalidKeyException {
      KeyPair pair = pair("a546e36bf0527c9d3b16154b82465edd62144c0ac1fc5a18506a2244ba449ac4");

      assertThat(
              pair.agree(
                  PublicKey.ofHex(
                      "e6db6867583030db3594c1a424b15f7c726624ec26b3353b10a903a6d0ab1c4c")))
          .asHexString()
          .isEqualToIgnoringCase(
              "c3da55379de9c6908e94ea4df28d084f32eccf03491c71f754b4075577a28552");
    }

    @Test
    void refusesAPointOfSmallOrder() {
      assertThatExceptionOfType(InvalidKeyException.class)
          .isThrownBy(() -> KeyPair.generate(random).agree(PublicKey.of(new byte[32])));
    }
  }

  @Nested
  class Signing {
    private final KeyPair pair = KeyPair.generate(random);

    @RepeatedTest(8)
    void makesSignaturesThatAnEd25519ImplementationAccepts() throws Exception {
      byte[] signature = pair.sign(MESSAGE, random);

      assertThat(pair.publicKey().verifies(MESSAGE, signature)).isTrue();
      assertThat(JdkXEdDsa.verify(pair.publicKey(), MESSAGE, signature)).isTrue();
    }

    @Test
    void isRefusedWithAnyByteChanged() {
      byte[] signature = pair.sign(MESSAGE, random);
      for (int i = 0; i < signature.length; i++) {
        byte[] changed = signature.clone();
        changed[i] ^= 1;
        assertThat(pair.publicKey().verifies(MESSAGE, changed)).as("byte %d", i).isFalse();
      }
    }

    @Test
    void isRefusedForAnotherMessageKeyOrLength() {
      byte[] signature = pair.sign(MESSAGE, random);

      assertThat(pair.publicKey().verifies(new byte[9], signature)).isFalse();
      assertThat(KeyPair.generate(random).publicKey().verifies(MESSAGE, signature)).isFalse();
      assertThat(pair.publicKey().verifies(MESSAGE, new byte[63])).isFalse();
      assertThat(pair.publicKey().verifies(MESSAGE, new byte[0])).isFalse();
    }
  }

  @Test
  void comesBackFromItsStoredHalves() {
    KeyPair pair = KeyPair.generate(random);
    KeyPair restored = KeyPair.of(pair.privateBytes(), pair.publicKey());

    assertThat(KeyPair.ofPrivate(pair.privateBytes()).publicKey()).isEqualTo(pair.publicKey());
    assertThat(pair.publicKey().verifies(MESSAGE, restored.sign(MESSAGE, random))).isTrue();
  }

  @Test
  void printsNothingPrivate() {
    KeyPair pair = KeyPair.generate(random);

    assertThat(pair.toString())
        .contains("[REDACTED]")
        .doesNotContain(HexFormat.of().formatHex(pair.privateBytes(), 0, 4));
  }

  @Test
  void refusesKeysOfAnotherLength() {
    assertThatIllegalArgumentException().isThrownBy(() -> KeyPair.ofPrivate(new byte[31]));
    assertThatIllegalArgumentException().isThrownBy(() -> PublicKey.of(new byte[33]));
  }

  private static KeyPair pair(String privateHex) {
    return KeyPair.ofPrivate(HexFormat.of().parseHex(privateHex));
  }
}
