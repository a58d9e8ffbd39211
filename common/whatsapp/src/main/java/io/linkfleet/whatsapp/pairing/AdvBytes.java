package io.linkfleet.whatsapp.pairing;

import io.linkfleet.whatsapp.crypto.PublicKey;
import io.linkfleet.whatsapp.crypto.Sha256;
import io.linkfleet.whatsapp.proto.ADVEncryptionType;
import java.io.ByteArrayOutputStream;

/// The exact bytes that are signed and authenticated. Two-byte prefixes keep the kinds of
/// signature apart (whatsmeow `pair.go`, Baileys `validate-connection`).
final class AdvBytes {
  private static final byte[] ACCOUNT = {6, 0};
  private static final byte[] DEVICE = {6, 1};
  private static final byte[] HOSTED_ACCOUNT = {6, 5};
  private static final byte[] NONE = {};

  private AdvBytes() {}

  static byte[] hmac(byte[] advSecret, ADVEncryptionType accountType, byte[] statement) {
    return Sha256.hmac(
        advSecret, accountType == ADVEncryptionType.HOSTED ? HOSTED_ACCOUNT : NONE, statement);
  }

  static byte[] accountSigned(
      ADVEncryptionType deviceType, byte[] details, PublicKey companionIdentity) {
    byte[] prefix = deviceType == ADVEncryptionType.HOSTED ? HOSTED_ACCOUNT : ACCOUNT;
    return concat(prefix, details, companionIdentity.toBytes());
  }

  /// Hosted devices sign under the same prefix as all others.
  static byte[] deviceSigned(byte[] details, PublicKey companionIdentity, PublicKey accountKey) {
    return concat(DEVICE, details, companionIdentity.toBytes(), accountKey.toBytes());
  }

  private static byte[] concat(byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }
}
