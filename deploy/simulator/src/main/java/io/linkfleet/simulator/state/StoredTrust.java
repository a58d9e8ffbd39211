package io.linkfleet.simulator.state;

import io.linkfleet.whatsapp.crypto.KeyPair;
import java.util.Base64;

/// `trust.json`: private keys in Base64.
record StoredTrust(String root, String intermediate) {
  static StoredTrust of(TrustKeys keys) {
    return new StoredTrust(encode(keys.root()), encode(keys.intermediate()));
  }

  TrustKeys toKeys() {
    return new TrustKeys(decode(root), decode(intermediate));
  }

  static String encode(KeyPair keys) {
    return Base64.getEncoder().encodeToString(keys.privateBytes());
  }

  static KeyPair decode(String privateKey) {
    return KeyPair.ofPrivate(Base64.getDecoder().decode(privateKey));
  }

  @Override
  public String toString() {
    return "StoredTrust[REDACTED]";
  }
}
