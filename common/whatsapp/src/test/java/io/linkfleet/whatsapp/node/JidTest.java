package io.linkfleet.whatsapp.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JidTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "s.whatsapp.net",
        "5511999990000@s.whatsapp.net",
        "5511999990000:7@s.whatsapp.net",
        "98765432101234:3@lid",
        "5511999990000:99@hosted",
        "120363000000000000@g.us",
        "5511999990000-1400000000@g.us",
        "12345678:258@msgr",
        "14-123456:5@interop"
      })
  void everyTextFormIsReadAndWrittenUnchanged(String text) {
    assertThat(Jid.parse(text).text()).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "@",
        "55@",
        "55:x@lid",
        "55:-1@lid",
        "55:256@lid",
        "55:1@g.us",
        "55:65536@msgr",
        "a@b@lid",
        "1:2:3@lid",
        "55@interop",
        "65536-1@interop",
        ":5@lid"
      })
  void refusesWhatIsNoAddressWithoutQuotingIt(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> Jid.parse(text));
  }

  @Test
  void logsShowOnlyTheEndsOfANumber() {
    assertThat(Jid.parse("5511999990099:3@s.whatsapp.net"))
        .hasToString("5511*******99:3@s.whatsapp.net");
    assertThat(Jid.parse("551199@s.whatsapp.net")).hasToString("******@s.whatsapp.net");
    assertThat(Jid.SERVER).hasToString("s.whatsapp.net");
  }

  @Test
  void accountLeavesTheDeviceOut() {
    assertThat(Jid.parse("5511999990000:7@s.whatsapp.net").account())
        .isEqualTo(Jid.of("5511999990000", Jid.USERS));
  }
}
