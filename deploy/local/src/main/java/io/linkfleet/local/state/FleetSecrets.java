package io.linkfleet.local.state;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.Properties;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// What gateway and worker must agree on and nobody else may know: the operator's token and the key
/// that seals credentials in Redis. Made once for a state directory; with another key nothing
/// sealed before could be opened.
public record FleetSecrets(String operatorToken, String sealingKeyId, String sealingKey) {
  private static final String OPERATOR_TOKEN = "OPERATOR_TOKEN";
  private static final String SEALING_KEY_ID = "SEALING_KEY_ID";
  private static final String SEALING_KEY = "SEALING_KEY";

  public FleetSecrets {
    if (operatorToken.isEmpty() || sealingKeyId.isEmpty()) {
      throw new IllegalArgumentException("the operator's token and the key's id are not empty");
    }
    if (Base64.getDecoder().decode(sealingKey).length != 32) {
      throw new IllegalArgumentException("a sealing key is 32 bytes in base64");
    }
  }

  public static FleetSecrets loadOrMake(PrivateFile file, SecureRandom random) {
    return file.read().map(FleetSecrets::of).orElseGet(() -> make(file, random));
  }

  private static FleetSecrets of(Properties values) {
    return new FleetSecrets(
        values.getProperty(OPERATOR_TOKEN, ""),
        values.getProperty(SEALING_KEY_ID, ""),
        values.getProperty(SEALING_KEY, ""));
  }

  private static FleetSecrets make(PrivateFile file, SecureRandom random) {
    var secrets =
        new FleetSecrets(
            HexFormat.of().formatHex(bytes(random)),
            "local1",
            Base64.getEncoder().encodeToString(bytes(random)));
    file.write(
        Map.of(
            OPERATOR_TOKEN, secrets.operatorToken,
            SEALING_KEY_ID, secrets.sealingKeyId,
            SEALING_KEY, secrets.sealingKey));
    return secrets;
  }

  /// The key that seals what gateway and worker both read, in base64. It follows from the sealing
  /// key, and not the other way round.
  public String sharedKey() {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(Base64.getDecoder().decode(sealingKey), "HmacSHA256"));
      byte[] key = mac.doFinal("shared".getBytes(StandardCharsets.US_ASCII));
      return Base64.getEncoder().encodeToString(key);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has HmacSHA256", e);
    }
  }

  private static byte[] bytes(SecureRandom random) {
    byte[] bytes = new byte[32];
    random.nextBytes(bytes);
    return bytes;
  }

  @Override
  public String toString() {
    return "FleetSecrets[[REDACTED], sealingKeyId=" + sealingKeyId + "]";
  }
}
