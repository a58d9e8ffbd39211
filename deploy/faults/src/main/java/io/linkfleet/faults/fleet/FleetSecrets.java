package io.linkfleet.faults.fleet;

import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;

/// Secrets of a fleet that lives for minutes. Print redacted all the same.
public record FleetSecrets(String operatorToken, String sealingKey, String sharedKey) {
  public static FleetSecrets random(Random random) {
    byte[] token = new byte[16];
    random.nextBytes(token);
    return new FleetSecrets(HexFormat.of().formatHex(token), key(random), key(random));
  }

  private static String key(Random random) {
    byte[] key = new byte[32];
    random.nextBytes(key);
    return Base64.getEncoder().encodeToString(key);
  }

  public List<String> ofGateway() {
    return List.of(
        "--linkfleet.operator-token=" + operatorToken,
        "--linkfleet.shared.active-key=suite",
        "--linkfleet.shared.keys.suite=" + sharedKey);
  }

  public List<String> ofWorker() {
    return List.of(
        "--linkfleet.credentials.active-key=suite",
        "--linkfleet.credentials.keys.suite=" + sealingKey,
        "--linkfleet.shared.active-key=suite",
        "--linkfleet.shared.keys.suite=" + sharedKey);
  }

  @Override
  public String toString() {
    return "FleetSecrets[[REDACTED]]";
  }
}
