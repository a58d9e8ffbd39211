package io.linkfleet.whatsapp.login;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ClientVersionTest {
  private static final ClientVersion VERSION = ClientVersion.parse("2.3000.1045649367");

  @Test
  void ageIsAMatterOfNumbersNotOfText() {
    assertThat(VERSION.isNewerThan(ClientVersion.parse("2.3000.999999999"))).isTrue();
    assertThat(VERSION.isNewerThan(ClientVersion.parse("2.2999.2000000000"))).isTrue();
    assertThat(VERSION.isNewerThan(ClientVersion.parse("3.0.0"))).isFalse();
    assertThat(VERSION.isNewerThan(VERSION)).isFalse();
    assertThat(VERSION).isEqualByComparingTo(ClientVersion.parse(VERSION.toString()));
  }
}
