package io.linkfleet.worker.whatsapp;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkfleet.whatsapp.node.Node;
import io.linkfleet.worker.device.DeviceCredentials;
import io.linkfleet.worker.device.PairingKeys;
import io.linkfleet.worker.device.SecretBytes;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class PreKeysTest {
  private final DeviceCredentials device = Devices.linked(new SecureRandom());

  /// Keys a server already holds must be found again by every later version.
  @Test
  void areAlwaysDerivedTheSameWay() {
    SecretBytes seed = SecretBytes.of(new byte[32]);

    assertThat(HexFormat.of().formatHex(PreKeys.keyPair(seed, 1).privateBytes()))
        .isEqualTo("c8a3923501559d6c0e7aeca772c8bfe743686b7c58ca15a796dcfae3aa3f466f");
    assertThat(HexFormat.of().formatHex(PreKeys.keyPair(seed, 0x010203).privateBytes()))
        .isEqualTo("d8f86a8c10a7a06201cc0636e69eb68de996226b8a4e2808c9137a6c50482751");
  }

  @Test
  void areUploadedWithIdsInARow() {
    PairingKeys keys = device.keys();

    List<Node> upload = PreKeys.upload(keys, 7, 3);

    Node list = upload.get(3);
    assertThat(list.children("key"))
        .extracting(key -> key.bytes("id").orElseThrow())
        .containsExactly(new byte[] {0, 0, 7}, new byte[] {0, 0, 8}, new byte[] {0, 0, 9});
    assertThat(list.children().getFirst().bytes("value"))
        .hasValueSatisfying(
            value ->
                assertThat(value)
                    .isEqualTo(PreKeys.keyPair(keys.preKeySeed(), 7).publicKey().toBytes()));
  }

  @Test
  void startAgainAtOneWhenTheIdsAreUsedUp() {
    assertThat(PreKeys.firstId(device.withNextPreKeyId(0xFFFFFF - 812), 812))
        .isEqualTo(0xFFFFFF - 812);
    assertThat(PreKeys.firstId(device.withNextPreKeyId(0xFFFFFF - 811), 812)).isEqualTo(1);
  }
}
