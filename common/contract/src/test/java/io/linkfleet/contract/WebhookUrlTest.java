package io.linkfleet.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookUrlTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://hooks.example.com/in?tenant=7",
        "http://hooks.example.com:8080",
        "HTTPS://hooks.example.com./",
        "https://93.184.216.34/",
        "https://[2606:2800:220:1:248:1893:25c8:1946]:8443/x",
        "http://3com.example/"
      })
  void aPublicReceiverIsFine(String text) {
    assertThat(new WebhookUrl(text).leadsInside()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "hooks.example.com",
        "ftp://hooks.example.com/",
        "file:///etc/passwd",
        "https:///path",
        "https:hooks.example.com",
        "https://user@hooks.example.com/",
        "https://user:word@hooks.example.com/",
        "https://@hooks.example.com/",
        "https://hooks.example.com/#here",
        "https://hooks.example.com/#",
        "https://hooks.example.com:0/",
        "https://hooks.example.com:65536/",
        "https://hooks.example.com/a b",
        "https://hooks.example.com/\r\nX: y",
        "https://hooks.exämple.com/",
        "https://hooks.example.com\\@127.0.0.1/",
        "https://[fe80::1%25eth0]/",
        "https://127.1/",
        "https://2130706433/",
        "https://0x7f000001/",
        "https://0x7f.0.0.1/",
        "https://0177.0.0.1/",
        "https://017700000001/",
        "https://127.0.0.1./",
        "https://256.0.0.1/",
        "https://1.2.3.4.5/",
      })
  void whatIsNoUrlForAWebhookIsRefused(String text) {
    assertThat(WebhookUrl.isValid(text)).isFalse();
    assertThatThrownBy(() -> new WebhookUrl(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void itsLengthIsBounded() {
    String head = "https://a.example/";
    assertThat(WebhookUrl.isValid(head + "x".repeat(2048 - head.length()))).isTrue();
    assertThat(WebhookUrl.isValid(head + "x".repeat(2049 - head.length()))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "localhost",
        "LOCALHOST.",
        "api.localhost",
        "127.0.0.1",
        "10.1.2.3",
        "172.31.255.255",
        "192.168.0.1",
        "169.254.169.254",
        "100.64.0.1",
        "0.0.0.0",
        "224.0.0.1",
        "255.255.255.255",
        "[::1]",
        "[::]",
        "[fe80::1]",
        "[fd00::1]",
        "[ff02::1]",
        "[::ffff:127.0.0.1]",
        "[::ffff:7f00:1]",
        "[::127.0.0.1]",
        "[64:ff9b::7f00:1]",
        "[2002:7f00:1::]",
        "[2001:0:7f00:1::]"
      })
  void anAddressThatIsNotPublicLeadsInside(String host) {
    assertThat(new WebhookUrl("http://" + host + ":8080/").leadsInside()).isTrue();
  }

  @Test
  void whatIsJustOutsideAPrivateRangeIsPublic() {
    for (String text :
        new String[] {"11.0.0.0", "172.32.0.0", "100.128.0.0", "169.253.0.1", "223.255.255.255"}) {
      assertThat(WebhookUrl.isPublic(InetAddress.ofLiteral(text))).as(text).isTrue();
    }
  }

  @Test
  void printsNeitherPathNorQuery() {
    assertThat(new WebhookUrl("https://a.example/secret?key=swordfish"))
        .hasToString("https://a.example/…");
  }
}
