package io.linkfleet.registry;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NumberJidTest {
  @Test
  void printsOnlyTheLastFourDigitsOfTheNumber() {
    assertThat(new NumberJid("5511987654321:12@s.whatsapp.net"))
        .hasToString("*********4321:12@s.whatsapp.net");
  }
}
