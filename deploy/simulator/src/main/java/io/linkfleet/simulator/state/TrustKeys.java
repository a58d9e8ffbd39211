package io.linkfleet.simulator.state;

import io.linkfleet.whatsapp.crypto.KeyPair;
import java.security.SecureRandom;

/// Root and intermediate of the simulator's own certificates. Clients are given the root's public
/// half.
public record TrustKeys(KeyPair root, KeyPair intermediate) {
  static TrustKeys generate(SecureRandom random) {
    return new TrustKeys(KeyPair.generate(random), KeyPair.generate(random));
  }
}
