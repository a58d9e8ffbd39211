package io.linkfleet.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class SharedSealTest {
  private static final String KEY = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";
  private static final String OTHER_KEY = "/wECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";
  private static final SharedKeys KEYS = new SharedKeys("a", Map.of("a", KEY));

  private final SecureRandom random = new SecureRandom();
  private final SharedSeal seal = new SharedSeal(KEYS, random);

  @Nested
  class WhatIsSealed {
    private final String sealed = seal.sealText("jid 7", "5511999999999");

    @Test
    void opensForWhatItIsAbout() {
      assertThat(seal.openText("jid 7", sealed)).contains("5511999999999");
      assertThat(seal.openText("jid 8", sealed)).isEmpty();
    }

    @Test
    void isNeverTheSameTwice() {
      assertThat(seal.sealText("jid 7", "5511999999999")).isNotEqualTo(sealed);
    }

    @Test
    void opensWithAKeyThatWasRotatedAway() {
      SharedSeal rotated =
          new SharedSeal(new SharedKeys("b", Map.of("a", KEY, "b", OTHER_KEY)), random);
      assertThat(rotated.openText("jid 7", sealed)).contains("5511999999999");
    }

    @Test
    void opensWithNoOtherKey() {
      SharedSeal other = new SharedSeal(new SharedKeys("a", Map.of("a", OTHER_KEY)), random);
      assertThat(other.openText("jid 7", sealed)).isEmpty();
      SharedSeal unknown = new SharedSeal(new SharedKeys("b", Map.of("b", KEY)), random);
      assertThat(unknown.openText("jid 7", sealed)).isEmpty();
    }

    @Test
    void isKnownByItsKey() {
      byte[] bytes = seal.seal("x", new byte[3]);
      assertThat(seal.isCurrent(bytes)).isTrue();
      SharedSeal rotated =
          new SharedSeal(new SharedKeys("b", Map.of("a", KEY, "b", OTHER_KEY)), random);
      assertThat(rotated.isCurrent(bytes)).isFalse();
      assertThat(seal.isCurrent("5511".getBytes(UTF_8))).isFalse();
    }
  }

  @Test
  void theFormStaysReadable() {
    byte[] golden =
        HexFormat.of()
            .parseHex("0101616465666768696a6b6c6d6e6f2b77bb070badadf444a6bdab36878be0465ab6f880");
    assertThat(seal.open("about", golden)).contains("clear".getBytes(UTF_8));
  }

  @Test
  void whatIsNotSealedIsNotOpened() {
    assertThat(seal.open("x", new byte[0])).isEmpty();
    assertThat(seal.open("x", new byte[] {1})).isEmpty();
    assertThat(seal.open("x", new byte[] {1, -1, 0})).isEmpty();
    assertThat(seal.open("x", new byte[] {2, 0, 0})).isEmpty();
  }

  @Test
  void aKeyThatIsNoneIsRefusedWithoutBeingShown() {
    assertThatThrownBy(() -> new SharedKeys("a", Map.of("a", "sw0rdfish!")))
        .hasMessageContaining("key a")
        .hasMessageNotContaining("sw0rdfish");
    assertThatThrownBy(() -> new SharedKeys("b", Map.of("a", KEY))).hasMessageContaining("b");
    assertThat(seal.toString()).doesNotContain(KEY);
  }
}
