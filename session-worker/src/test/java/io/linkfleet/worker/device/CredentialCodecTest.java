package io.linkfleet.worker.device;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.linkfleet.whatsapp.crypto.KeyPair;
import io.linkfleet.whatsapp.node.Jid;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CredentialCodecTest {
  static final DeviceCredentials FULL =
      new DeviceCredentials(
          new PairingKeys(
              pair(1), pair(2), 4711, 1, pair(3), bytes(64, 4), bytes(32, 5), bytes(32, 6)),
          new Jid("5511999990001", 7, Jid.USERS),
          Optional.of(new Jid("888000111222", 7, Jid.LIDS)),
          "smba",
          Optional.of("Casa de Chá"),
          bytes(10, 7),
          813,
          Optional.of(bytes(5, 8)));

  @Test
  void theGoldenFormIsWhatIsWrittenAndRead() throws IOException {
    String golden = golden("device-credentials-v1.json");
    assertThat(new String(CredentialCodec.encode(FULL), UTF_8)).isEqualTo(golden);
    DeviceCredentials read = CredentialCodec.decode(golden.getBytes(UTF_8));
    assertThat(read.jid()).isEqualTo(FULL.jid());
    assertThat(read.lid()).isEqualTo(FULL.lid());
    assertThat(read.businessName()).contains("Casa de Chá");
    assertThat(read.keyId()).isEqualTo(FULL.keyId());
    assertThat(new String(CredentialCodec.encode(read), UTF_8)).isEqualTo(golden);
  }

  @Test
  void whatIsOptionalMayBeAbsent() {
    DeviceCredentials device = Devices.linked();
    DeviceCredentials read = CredentialCodec.decode(CredentialCodec.encode(device));
    assertThat(read.businessName()).isEmpty();
    assertThat(read.routingInfo()).isEmpty();
    assertThat(CredentialCodec.encode(read)).isEqualTo(CredentialCodec.encode(device));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "null", "{}", "{\"v\":2}", "{\"v\":1,\"jid\":\"secret@x\"}", "[1]"})
  void whatIsNotCredentialsIsUnreadableAndNotQuoted(String text) {
    assertThatThrownBy(() -> CredentialCodec.decode(text.getBytes(UTF_8)))
        .isInstanceOf(UnreadableCredentials.class)
        .hasMessageNotContaining("secret");
  }

  @Test
  void credentialsPrintNeitherKeysNorTheWholeNumber() {
    assertThat(FULL.toString()).doesNotContain("5511999990001").contains(FULL.keyId());
    assertThat(FULL.keys().toString()).isEqualTo("PairingKeys[[REDACTED]]");
  }

  private static KeyPair pair(int fill) {
    return KeyPair.ofPrivate(bytes(32, fill).toBytes());
  }

  private static SecretBytes bytes(int length, int fill) {
    byte[] bytes = new byte[length];
    Arrays.fill(bytes, (byte) fill);
    return SecretBytes.of(bytes);
  }

  private static String golden(String name) throws IOException {
    try (InputStream in = CredentialCodecTest.class.getResourceAsStream("/wire/" + name)) {
      return new String(in.readAllBytes(), UTF_8).strip();
    }
  }
}
