package io.linkfleet.registry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.linkfleet.contract.InstanceId;
import java.util.Random;
import org.junit.jupiter.api.Test;

class NumberJidTest {
  private static final NumberJid JID = new NumberJid("5511987654321:12@s.whatsapp.net");

  private final InstanceId instance = InstanceId.random(new Random(1));
  private final InstanceId other = InstanceId.random(new Random(2));

  @Test
  void printsOnlyTheLastFourDigitsOfTheNumber() {
    assertThat(JID).hasToString("*********4321:12@s.whatsapp.net");
  }

  @Test
  void isStoredSealedForItsInstance() {
    byte[] stored = JID.sealed(instance, RealRedis.SEAL);
    assertThat(new String(stored, UTF_8)).doesNotContain("5511987654321");
    assertThat(NumberJid.ofStored(instance, stored, RealRedis.SEAL)).contains(JID);
    assertThat(NumberJid.ofStored(other, stored, RealRedis.SEAL)).isEmpty();
  }

  @Test
  void isReadAsItWasStoredBeforeItWasSealed() {
    byte[] stored = JID.value().getBytes(UTF_8);
    assertThat(NumberJid.ofStored(instance, stored, RealRedis.SEAL)).contains(JID);
  }
}
