package io.linkfleet.whatsapp.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class NodeTest {
  private static final byte[] REF = "2@ref".getBytes(StandardCharsets.UTF_8);

  private static final Node PAIR_DEVICE =
      Node.named("iq")
          .attribute("from", Jid.SERVER)
          .attribute("id", "17")
          .children(
              Node.named("pair-device")
                  .children(
                      Node.named("ref").bytes(REF),
                      Node.named("ref").text("9"),
                      Node.named("other").empty()));

  @Nested
  class Reading {
    private final Node pairDevice = PAIR_DEVICE.child("pair-device").orElseThrow();

    @Test
    void findsChildrenByTag() {
      assertThat(pairDevice.children("ref")).hasSize(2);
      assertThat(pairDevice.children()).hasSize(3);
      assertThat(PAIR_DEVICE.child("pair-success")).isEmpty();
    }

    @Test
    void givesContentAsBytesOrTextHoweverItTravelled() {
      assertThat(pairDevice.bytes("ref")).hasValue(REF);
      assertThat(pairDevice.text("ref")).hasValue("2@ref");
      Node packed = pairDevice.children("ref").get(1);
      assertThat(packed.text()).hasValue("9");
      assertThat(packed.bytes()).hasValue(new byte[] {'9'});
      assertThat(pairDevice.bytes("other")).isEmpty();
      assertThat(pairDevice.text()).isEmpty();
    }

    @Test
    void tellsAddressesFromText() {
      assertThat(PAIR_DEVICE.jid("from")).hasValue(Jid.SERVER);
      assertThat(PAIR_DEVICE.attribute("from")).hasValue("s.whatsapp.net");
      assertThat(PAIR_DEVICE.jid("id")).isEmpty();
    }

    @Test
    void readsNumbers() {
      assertThat(PAIR_DEVICE.number("id")).hasValue(17L);
      assertThat(PAIR_DEVICE.number("from")).isEmpty();
      assertThat(PAIR_DEVICE.number("t")).isEmpty();
    }
  }

  @Test
  void logsShowStructureButNoAddressNamesOrKeys() {
    Node node =
        Node.named("message")
            .attribute("id", "1")
            .attribute("from", Jid.parse("5511999990000@s.whatsapp.net"))
            .attribute("notify", "Zoë")
            .children(Node.named("key").bytes(REF), Node.named("key").text("secret"));
    assertThat(node)
        .hasToString(
            "<message id=1 from=5511*******00@s.whatsapp.net notify=[REDACTED]>"
                + "<key>5 bytes</key><key>text</key></message>");
  }

  @Test
  void cannotBeChangedFromOutside() {
    byte[] bytes = REF.clone();
    Node node = Node.named("ref").bytes(bytes);
    bytes[0] = 0;
    node.bytes().orElseThrow()[0] = 0;
    assertThat(node.bytes()).hasValue(REF);
  }

  @Test
  void refusesWhatTheWireCannotCarry() {
    assertThatIllegalArgumentException().isThrownBy(() -> Node.named("").empty());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Node.named("iq").attribute("", "x").empty());
  }
}
