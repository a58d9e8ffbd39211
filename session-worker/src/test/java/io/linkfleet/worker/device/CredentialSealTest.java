package io.linkfleet.worker.device;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.linkfleet.contract.InstanceId;
import java.security.SecureRandom;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CredentialSealTest {
  static final SecureRandom RANDOM = new SecureRandom();
  static final InstanceId MINE = InstanceId.random(RANDOM);
  static final byte[] CLEAR = "the keys".getBytes(UTF_8);

  final SecretBytes oldKey = key();
  final SecretBytes newKey = key();
  final CredentialSeal before = seal("old", Map.of("old", oldKey));
  final CredentialSeal rotated = seal("new", Map.of("old", oldKey, "new", newKey));

  @Test
  void opensWhatItSealed() {
    byte[] sealed = before.seal(MINE, CLEAR);
    assertThat(new String(sealed, UTF_8)).doesNotContain("the keys");
    assertThat(before.open(MINE, sealed)).isEqualTo(CLEAR);
  }

  @Test
  void neverSealsTheSameTwice() {
    assertThat(before.seal(MINE, CLEAR)).isNotEqualTo(before.seal(MINE, CLEAR));
  }

  @Test
  void opensWhatAnEarlierKeySealedAndSealsWithTheActiveOne() {
    assertThat(rotated.open(MINE, before.seal(MINE, CLEAR))).isEqualTo(CLEAR);
    assertThatThrownBy(() -> before.open(MINE, rotated.seal(MINE, CLEAR)))
        .isInstanceOf(UnreadableCredentials.class)
        .hasMessageContaining("new");
  }

  @Test
  void anotherInstanceCannotOpenIt() {
    byte[] sealed = before.seal(MINE, CLEAR);
    assertThatThrownBy(() -> before.open(InstanceId.random(RANDOM), sealed))
        .isInstanceOf(UnreadableCredentials.class);
  }

  @Test
  void everyByteCounts() {
    byte[] sealed = before.seal(MINE, CLEAR);
    for (int i = 0; i < sealed.length; i++) {
      byte[] tampered = sealed.clone();
      tampered[i] ^= 1;
      assertThatThrownBy(() -> before.open(MINE, tampered))
          .as("byte " + i)
          .isInstanceOf(UnreadableCredentials.class);
    }
    assertThatThrownBy(() -> before.open(MINE, new byte[0]))
        .isInstanceOf(UnreadableCredentials.class);
    assertThatThrownBy(() -> before.open(MINE, new byte[] {1, -1, 0}))
        .isInstanceOf(UnreadableCredentials.class);
  }

  @Test
  void keysAreChecked() {
    assertThatThrownBy(() -> new SealingKeys("a", Map.of()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new SealingKeys("a", Map.of("a", SecretBytes.of(new byte[16]))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("32 bytes");
  }

  private static SecretBytes key() {
    byte[] bytes = new byte[32];
    RANDOM.nextBytes(bytes);
    return SecretBytes.of(bytes);
  }

  private static CredentialSeal seal(String active, Map<String, SecretBytes> keys) {
    return new CredentialSeal(new SealingKeys(active, keys), RANDOM);
  }
}
