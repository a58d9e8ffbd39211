package io.linkfleet.whatsapp.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.google.protobuf.ByteString;
import io.linkfleet.whatsapp.FixedRandom;
import io.linkfleet.whatsapp.Golden;
import io.linkfleet.whatsapp.crypto.KeyPair;
import io.linkfleet.whatsapp.login.DeviceAppearance.Icon;
import io.linkfleet.whatsapp.node.Jid;
import io.linkfleet.whatsapp.proto.ClientPayload;
import io.linkfleet.whatsapp.proto.ClientPayload.DevicePairingRegistrationData;
import java.util.HexFormat;
import java.util.function.Consumer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class IntroductionTest {
  private static final ClientVersion VERSION = ClientVersion.parse("2.3000.1045649367");

  @Nested
  class ARegistration {
    private final KeyPair identity = KeyPair.generate(new FixedRandom(1));
    private final KeyPair preKey = KeyPair.generate(new FixedRandom(2));
    private final Registration registration =
        new Registration(
            VERSION,
            0x1234,
            identity.publicKey(),
            new SignedPreKey(
                1,
                preKey.publicKey(),
                identity.sign(SignedPreKey.signedBytes(preKey.publicKey()), new FixedRandom(3))),
            new DeviceAppearance("Linkfleet", Icon.CHROME));

    @Test
    void isTheOneWeKnow() {
      Golden.assertGolden("registration-payload", registration.encode());
    }

    @Test
    void isReadBackByAServer() throws MalformedIntroduction {
      assertThat(Introduction.parse(registration.encode())).isEqualTo(registration);
    }

    @Test
    void hasAPreKeyItsIdentitySigned() {
      assertThat(registration.signedPreKey().isSignedBy(identity.publicKey())).isTrue();
      assertThat(registration.signedPreKey().isSignedBy(preKey.publicKey())).isFalse();
    }

    @Test
    void isRefusedWithAPartOfAnotherForm() {
      refused(data -> data.setERegid(bytes("0102")));
      refused(data -> data.setEKeytype(bytes("06")));
      refused(data -> data.setEIdent(bytes("0102")));
      refused(data -> data.setESkeyId(bytes("01")));
      refused(data -> data.setESkeyVal(bytes("01")));
      refused(data -> data.setESkeySig(bytes("01")));
      refused(data -> data.setBuildHash(bytes("01")));
      refused(data -> data.clearDeviceProps());
    }

    private void refused(Consumer<DevicePairingRegistrationData.Builder> change) {
      assertThatExceptionOfType(MalformedIntroduction.class)
          .isThrownBy(
              () -> {
                ClientPayload.Builder payload =
                    ClientPayload.parseFrom(registration.encode()).toBuilder();
                DevicePairingRegistrationData.Builder data =
                    payload.getDevicePairingData().toBuilder();
                change.accept(data);
                payload.setDevicePairingData(data);
                Introduction.parse(payload.build().toByteArray());
              });
    }
  }

  @Nested
  class ALogin {
    private final Login login = new Login(VERSION, Jid.parse("5511999990001:17@s.whatsapp.net"));

    @Test
    void isTheOneWeKnow() {
      Golden.assertGolden("login-payload", login.encode());
    }

    @Test
    void isReadBackByAServer() throws MalformedIntroduction {
      assertThat(Introduction.parse(login.encode())).isEqualTo(login);
    }

    @Test
    void isPassiveUntilToldOtherwise() throws Exception {
      ClientPayload payload = ClientPayload.parseFrom(login.encode());

      assertThat(payload.getPassive()).isTrue();
      assertThat(payload.getPull()).isTrue();
    }

    @Test
    void namesAPhoneNumber() {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> new Login(VERSION, Jid.parse("abc:1@s.whatsapp.net")));
      assertThatIllegalArgumentException()
          .isThrownBy(() -> new Login(VERSION, Jid.parse("5511999990001:1@lid")));
    }

    @Test
    void printsNoWholeNumber() {
      assertThat(login.toString()).doesNotContain("5511999990001");
    }
  }

  @Test
  void anythingElseIsRefused() {
    assertThatExceptionOfType(MalformedIntroduction.class)
        .isThrownBy(() -> Introduction.parse(new byte[0]));
    assertThatExceptionOfType(MalformedIntroduction.class)
        .isThrownBy(() -> Introduction.parse(new byte[] {1, 2, 3}));
  }

  @Nested
  class AClientVersion {
    @Test
    void comesBackFromItsText() {
      assertThat(VERSION).isEqualTo(new ClientVersion(2, 3000, 1_045_649_367));
      assertThat(VERSION).hasToString("2.3000.1045649367");
    }

    @Test
    void hashesItsText() {
      assertThat(HexFormat.of().formatHex(VERSION.buildHash()))
          .isEqualTo("9fa53af9421567b114e33c9bb1ef7db2");
    }

    @Test
    void isThreeNumbers() {
      for (String text :
          new String[] {"", "2.3000", "2.3000.x", "2.3000.1.1", "2.3000.9999999999"}) {
        assertThatIllegalArgumentException().isThrownBy(() -> ClientVersion.parse(text));
      }
    }
  }

  private static ByteString bytes(String hex) {
    return ByteString.copyFrom(HexFormat.of().parseHex(hex));
  }
}
