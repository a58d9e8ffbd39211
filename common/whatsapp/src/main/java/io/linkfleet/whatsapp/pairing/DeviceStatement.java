package io.linkfleet.whatsapp.pairing;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.linkfleet.whatsapp.crypto.KeyPair;
import io.linkfleet.whatsapp.crypto.PublicKey;
import io.linkfleet.whatsapp.proto.ADVDeviceIdentity;
import io.linkfleet.whatsapp.proto.ADVSignedDeviceIdentity;
import io.linkfleet.whatsapp.proto.ADVSignedDeviceIdentityHMAC;
import java.security.MessageDigest;
import java.security.SecureRandom;

/// The companion's side: checks what the phone stated in `pair-success` and signs it.
public final class DeviceStatement {
  private final KeyPair identity;
  private final byte[] advSecret;
  private final SecureRandom random;

  /// `identity` is the companion's own identity key pair.
  public DeviceStatement(KeyPair identity, byte[] advSecret, SecureRandom random) {
    AdvSecret.requireValid(advSecret);
    this.identity = identity;
    this.advSecret = advSecret.clone();
    this.random = random;
  }

  /// Judges a serialized `ADVSignedDeviceIdentityHMAC`: first the HMAC, then the account's
  /// signature.
  public Verdict judge(byte[] received) {
    try {
      ADVSignedDeviceIdentityHMAC sealed = ADVSignedDeviceIdentityHMAC.parseFrom(received);
      byte[] statement = sealed.getDetails().toByteArray();
      byte[] expected = AdvBytes.hmac(advSecret, sealed.getAccountType(), statement);
      if (!MessageDigest.isEqual(expected, sealed.getHmac().toByteArray())) {
        return new Verdict.Refused(Verdict.Reason.HMAC_MISMATCH);
      }
      return judge(ADVSignedDeviceIdentity.parseFrom(statement));
    } catch (InvalidProtocolBufferException e) {
      return new Verdict.Refused(Verdict.Reason.MALFORMED);
    }
  }

  private Verdict judge(ADVSignedDeviceIdentity statement) throws InvalidProtocolBufferException {
    if (statement.getAccountSignatureKey().size() != PublicKey.LENGTH) {
      return new Verdict.Refused(Verdict.Reason.MALFORMED);
    }
    PublicKey accountKey = PublicKey.of(statement.getAccountSignatureKey().toByteArray());
    byte[] details = statement.getDetails().toByteArray();
    ADVDeviceIdentity parsed = ADVDeviceIdentity.parseFrom(details);
    byte[] signed = AdvBytes.accountSigned(parsed.getDeviceType(), details, identity.publicKey());
    if (!accountKey.verifies(signed, statement.getAccountSignature().toByteArray())) {
      return new Verdict.Refused(Verdict.Reason.SIGNATURE_MISMATCH);
    }
    byte[] signature =
        identity.sign(AdvBytes.deviceSigned(details, identity.publicKey(), accountKey), random);
    return new Verdict.Genuine(
        new SignedIdentity(
            statement.toBuilder().setDeviceSignature(ByteString.copyFrom(signature)).build(),
            parsed.getKeyIndex()));
  }
}
