package io.linkfleet.bench.stand;

import io.linkfleet.contract.SharedKeys;
import io.linkfleet.contract.SharedSeal;
import io.linkfleet.worker.device.CredentialSeal;
import io.linkfleet.worker.device.SealingKeys;
import io.linkfleet.worker.device.SecretBytes;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/// The sealing keys of a fleet that lives for minutes. Print redacted all the same.
record Secrets(SecretBytes credentials, SecretBytes shared) {
  private static final String ID = "bench";
  private static final int KEY_BYTES = 32;

  static Secrets random(SecureRandom random) {
    return new Secrets(key(random), key(random));
  }

  private static SecretBytes key(SecureRandom random) {
    byte[] key = new byte[KEY_BYTES];
    random.nextBytes(key);
    return SecretBytes.of(key);
  }

  CredentialSeal credentialSeal(SecureRandom random) {
    return new CredentialSeal(new SealingKeys(ID, Map.of(ID, credentials)), random);
  }

  SharedSeal sharedSeal(SecureRandom random) {
    return new SharedSeal(new SharedKeys(ID, Map.of(ID, base64(shared))), random);
  }

  List<String> ofWorker() {
    return List.of(
        "--linkfleet.credentials.active-key=" + ID,
        "--linkfleet.credentials.keys." + ID + "=" + base64(credentials),
        "--linkfleet.shared.active-key=" + ID,
        "--linkfleet.shared.keys." + ID + "=" + base64(shared));
  }

  private static String base64(SecretBytes key) {
    return Base64.getEncoder().encodeToString(key.toBytes());
  }

  @Override
  public String toString() {
    return "Secrets[[REDACTED]]";
  }
}
