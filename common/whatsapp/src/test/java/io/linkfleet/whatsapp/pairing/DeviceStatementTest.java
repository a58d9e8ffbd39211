package io.linkfleet.whatsapp.pairing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import com.google.protobuf.ByteString;
import io.linkfleet.whatsapp.FixedRandom;
import io.linkfleet.whatsapp.Golden;
import io.linkfleet.whatsapp.crypto.KeyPair;
import io.linkfleet.whatsapp.crypto.Sha256;
import io.linkfleet.whatsapp.pairing.Verdict.Genuine;
import io.linkfleet.whatsapp.pairing.Verdict.Reason;
import io.linkfleet.whatsapp.pairing.Verdict.Refused;
import io.linkfleet.whatsapp.proto.ADVSignedDeviceIdentity;
import io.linkfleet.whatsapp.proto.ADVSignedDeviceIdentityHMAC;
import java.time.Instant;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DeviceStatementTest {
  private static final Instant AT = Instant.ofEpochSecond(1_800_000_000L);

  private final KeyPair account = KeyPair.generate(new FixedRandom(1));
  private final KeyPair companion = KeyPair.generate(new FixedRandom(2));
  private final byte[] secret = KeyPair.generate(new FixedRandom(3)).privateBytes();
  private final VouchingPhone phone = new VouchingPhone(account, 77, new FixedRandom(4));
  private final DeviceStatement statement =
      new DeviceStatement(companion, secret, new FixedRandom(5));

  @Test
  void bothStructuresAreTheOnesWeKnow() {
    byte[] sent = vouched(Hosting.END_TO_END);

    Golden.assertGolden("adv-hmac", sent);
    SignedIdentity identity = genuine(statement.judge(sent));
    Golden.assertGolden("adv-signed-identity", identity.toBytes());
    Golden.assertGolden("adv-confirmation", identity.confirmation());
  }

  @ParameterizedTest
  @EnumSource
  void whatThePhoneVouchedForIsAcceptedAndConfirmed(Hosting hosting) {
    SignedIdentity identity = genuine(statement.judge(vouched(hosting)));

    assertThat(identity.keyIndex()).isEqualTo(9);
    assertThat(identity.accountKey()).isEqualTo(account.publicKey());
    assertThat(
            SignedIdentity.isConfirmation(
                identity.confirmation(), companion.publicKey(), account.publicKey()))
        .isTrue();
  }

  @Test
  void theAccountKeyIsStoredButNotSentBack() throws Exception {
    SignedIdentity identity = genuine(statement.judge(vouched(Hosting.END_TO_END)));

    assertThat(ADVSignedDeviceIdentity.parseFrom(identity.confirmation()).hasAccountSignatureKey())
        .isFalse();
    assertThat(SignedIdentity.parse(identity.toBytes()).accountKey())
        .isEqualTo(account.publicKey());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SignedIdentity.parse(identity.confirmation()));
  }

  @Nested
  class Refuses {
    @Test
    void anHmacUnderAnotherSecret() {
      byte[] sent = phone.vouchFor(companion.publicKey(), new byte[32], 9, AT, Hosting.END_TO_END);
      refused(Reason.HMAC_MISMATCH, sent);
    }

    @Test
    void aStatementOfAnotherHosting() throws Exception {
      ADVSignedDeviceIdentityHMAC sent =
          ADVSignedDeviceIdentityHMAC.parseFrom(vouched(Hosting.HOSTED));
      refused(Reason.HMAC_MISMATCH, sent.toBuilder().clearAccountType().build().toByteArray());
    }

    @Test
    void everyChangedByteOfHmacAndStatement() throws Exception {
      ADVSignedDeviceIdentityHMAC sent =
          ADVSignedDeviceIdentityHMAC.parseFrom(vouched(Hosting.END_TO_END));
      for (int i = 0; i < sent.getDetails().size(); i++) {
        ByteString changed = changed(sent.getDetails(), i);
        refused(Reason.HMAC_MISMATCH, sent.toBuilder().setDetails(changed).build().toByteArray());
      }
      for (int i = 0; i < sent.getHmac().size(); i++) {
        ByteString changed = changed(sent.getHmac(), i);
        refused(Reason.HMAC_MISMATCH, sent.toBuilder().setHmac(changed).build().toByteArray());
      }
    }

    @Test
    void anAccountSignatureForAnotherCompanion() {
      KeyPair other = KeyPair.generate(new FixedRandom(6));
      byte[] sent = phone.vouchFor(other.publicKey(), secret, 9, AT, Hosting.END_TO_END);
      refused(Reason.SIGNATURE_MISMATCH, sent);
    }

    @Test
    void changedDetailsSignatureAndKeyUnderAGoodHmac() throws Exception {
      ADVSignedDeviceIdentity inner =
          ADVSignedDeviceIdentity.parseFrom(
              ADVSignedDeviceIdentityHMAC.parseFrom(vouched(Hosting.END_TO_END)).getDetails());
      for (int i = 0; i < inner.getAccountSignature().size(); i++) {
        ByteString changed = changed(inner.getAccountSignature(), i);
        refused(
            Reason.SIGNATURE_MISMATCH,
            resealed(inner.toBuilder().setAccountSignature(changed).build()));
      }
      ByteString otherKey =
          ByteString.copyFrom(KeyPair.generate(new FixedRandom(7)).publicKey().toBytes());
      refused(
          Reason.SIGNATURE_MISMATCH,
          resealed(inner.toBuilder().setAccountSignatureKey(otherKey).build()));
      ByteString otherDetails = inner.getDetails().concat(ByteString.copyFrom(new byte[] {24, 3}));
      refused(
          Reason.SIGNATURE_MISMATCH, resealed(inner.toBuilder().setDetails(otherDetails).build()));
    }

    @Test
    void whatCannotBeRead() {
      refused(Reason.MALFORMED, new byte[] {1, 2, 3});
      refused(Reason.HMAC_MISMATCH, new byte[0]);
      refused(Reason.MALFORMED, resealed(ADVSignedDeviceIdentity.getDefaultInstance()));
    }

    private void refused(Reason reason, byte[] received) {
      assertThat(statement.judge(received)).isEqualTo(new Refused(reason));
    }
  }

  @Nested
  class TheServer {
    @Test
    void refusesEveryConfirmationButTheRightOne() {
      SignedIdentity identity = genuine(statement.judge(vouched(Hosting.END_TO_END)));
      byte[] confirmation = identity.confirmation();
      KeyPair other = KeyPair.generate(new FixedRandom(8));

      assertThat(confirmed(confirmation, other, account)).isFalse();
      assertThat(confirmed(confirmation, companion, other)).isFalse();
      assertThat(confirmed(identity.toBytes(), companion, account)).isFalse();
      assertThat(confirmed(new byte[] {1, 2, 3}, companion, account)).isFalse();
      confirmation[confirmation.length - 1] ^= 1;
      assertThat(confirmed(confirmation, companion, account)).isFalse();
    }

    private boolean confirmed(byte[] confirmation, KeyPair companion, KeyPair account) {
      return SignedIdentity.isConfirmation(
          confirmation, companion.publicKey(), account.publicKey());
    }
  }

  private byte[] vouched(Hosting hosting) {
    return phone.vouchFor(companion.publicKey(), secret, 9, AT, hosting);
  }

  private byte[] resealed(ADVSignedDeviceIdentity inner) {
    return ADVSignedDeviceIdentityHMAC.newBuilder()
        .setDetails(inner.toByteString())
        .setHmac(ByteString.copyFrom(Sha256.hmac(secret, inner.toByteArray())))
        .build()
        .toByteArray();
  }

  private static ByteString changed(ByteString bytes, int index) {
    byte[] changed = bytes.toByteArray();
    changed[index] ^= 1;
    return ByteString.copyFrom(changed);
  }

  private static SignedIdentity genuine(Verdict verdict) {
    return assertThat(verdict).asInstanceOf(type(Genuine.class)).actual().identity();
  }
}
