package io.linkfleet.simulator.chat;

import io.linkfleet.simulator.state.TrustKeys;
import io.linkfleet.whatsapp.crypto.KeyPair;
import io.linkfleet.whatsapp.noise.CertificateAuthority;
import io.linkfleet.whatsapp.noise.ServerHandshake;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;

/// Starts handshakes with the server's key and the certificate chain that proves it.
final class Greeter {
  private static final Duration VALIDITY = Duration.ofDays(365);

  private final SecureRandom random;
  private final KeyPair serverKey;
  private final byte[] certificateChain;

  Greeter(TrustKeys trust, Instant now, SecureRandom random) {
    this.random = random;
    this.serverKey = KeyPair.generate(random);
    this.certificateChain =
        new CertificateAuthority(trust.root(), random)
            .issue(
                trust.intermediate(),
                serverKey.publicKey(),
                now.minus(Duration.ofDays(1)),
                now.plus(VALIDITY));
  }

  ServerHandshake handshake() {
    return new ServerHandshake(serverKey, KeyPair.generate(random), certificateChain);
  }
}
