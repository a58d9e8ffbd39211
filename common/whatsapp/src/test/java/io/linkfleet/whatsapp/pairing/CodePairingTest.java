package io.linkfleet.whatsapp.pairing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.linkfleet.whatsapp.FixedRandom;
import io.linkfleet.whatsapp.Golden;
import io.linkfleet.whatsapp.crypto.KeyPair;
import io.linkfleet.whatsapp.pairing.CodePairingCompanion.Finish;
import java.security.SecureRandom;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class CodePairingTest {
  private final PairingCode code = PairingCode.generate(new FixedRandom(200));
  private final KeyPair companionIdentity = KeyPair.generate(new FixedRandom(2));
  private final KeyPair accountIdentity = KeyPair.generate(new FixedRandom(3));
  private final CodePairingCompanion companion =
      new CodePairingCompanion(code, companionIdentity, new FixedRandom(4));

  @Test
  void everyPartIsTheOneWeKnow() {
    byte[] companionHello = companion.wrappedEphemeral();
    CodePairingPhone phone = phone(code, companionHello);
    byte[] primaryHello = phone.wrappedEphemeral();
    Finish finish = companion.finish(primaryHello, accountIdentity.publicKey()).orElseThrow();

    assertThat(code.display()).isEqualTo("S45W-NKYD");
    Golden.assertGolden("code-companion-hello", companionHello);
    Golden.assertGolden("code-primary-hello", primaryHello);
    Golden.assertGolden("code-key-bundle", finish.keyBundle());
    Golden.assertGolden("code-adv-secret", finish.advSecret());
  }

  @Test
  void bothEndWithTheSameSecret() {
    CodePairingPhone phone = phone(code, companion.wrappedEphemeral());
    Finish finish =
        companion.finish(phone.wrappedEphemeral(), accountIdentity.publicKey()).orElseThrow();

    assertThat(phone.advSecret(finish.keyBundle(), companionIdentity.publicKey()))
        .hasValueSatisfying(secret -> assertThat(secret).isEqualTo(finish.advSecret()));
  }

  @Nested
  class ThePhoneLearnsNothing {
    @Test
    void withAnotherCode() {
      PairingCode mistyped = PairingCode.parse("S45W-NKY1");
      CodePairingPhone phone = phone(mistyped, companion.wrappedEphemeral());
      Finish finish =
          companion.finish(phone.wrappedEphemeral(), accountIdentity.publicKey()).orElseThrow();

      assertThat(phone.advSecret(finish.keyBundle(), companionIdentity.publicKey())).isEmpty();
    }

    @Test
    void aboutAnotherCompanionOrFromAChangedBundle() {
      CodePairingPhone phone = phone(code, companion.wrappedEphemeral());
      byte[] bundle =
          companion
              .finish(phone.wrappedEphemeral(), accountIdentity.publicKey())
              .orElseThrow()
              .keyBundle();

      assertThat(phone.advSecret(bundle, accountIdentity.publicKey())).isEmpty();
      bundle[bundle.length - 1] ^= 1;
      assertThat(phone.advSecret(bundle, companionIdentity.publicKey())).isEmpty();
      assertThat(phone.advSecret(new byte[155], companionIdentity.publicKey())).isEmpty();
    }
  }

  @Test
  void anAnswerOfAnotherLengthIsNone() {
    assertThat(companion.finish(new byte[79], accountIdentity.publicKey())).isEmpty();
  }

  @Nested
  class ACode {
    @Test
    void isReadHoweverItIsTyped() {
      assertThat(PairingCode.parse("s45wnkyd")).isEqualTo(code);
      assertThat(PairingCode.parse(code.display())).isEqualTo(code);
    }

    @Test
    void isDifferentEachTime() {
      SecureRandom random = new SecureRandom();
      assertThat(PairingCode.generate(random)).isNotEqualTo(PairingCode.generate(random));
    }

    @Test
    void hasEightCharactersOfItsAlphabet() {
      for (String typed : new String[] {"", "1521-721", "1521-7210", "1521-721I", "152172167"}) {
        assertThatIllegalArgumentException().isThrownBy(() -> PairingCode.parse(typed));
      }
    }

    @Test
    void isNotPrinted() {
      assertThat(code.toString()).doesNotContain("S45W");
    }
  }

  private CodePairingPhone phone(PairingCode typed, byte[] companionHello) {
    return new CodePairingPhone(typed, companionHello, accountIdentity, new FixedRandom(5));
  }
}
