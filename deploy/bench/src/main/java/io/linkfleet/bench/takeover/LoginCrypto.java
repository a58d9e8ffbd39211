package io.linkfleet.bench.takeover;

import io.linkfleet.whatsapp.crypto.AesGcm;
import io.linkfleet.whatsapp.crypto.Hkdf;
import io.linkfleet.whatsapp.crypto.KeyPair;
import io.linkfleet.whatsapp.crypto.PublicKey;
import java.security.InvalidKeyException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Arrays;
import javax.crypto.AEADBadTagException;

/// What a client can't leave out of a login, and nothing else: an ephemeral key pair, three
/// agreements, four derivations, two ciphertexts opened and two sealed (Noise XX). No network, no
/// protocol, no store.
final class LoginCrypto {
  private static final int AGREEMENTS = 3;
  private static final int DERIVATIONS = 4;
  private static final byte[] NO_BYTES = {};

  private final SecureRandom random = new SecureRandom();
  private final KeyPair device = KeyPair.generate(random);
  private final PublicKey server = KeyPair.generate(random).publicKey();
  private final byte[] nonce = new byte[AesGcm.NONCE_LENGTH];
  private final byte[] chain = new byte[260];

  /// Microseconds for one, on one core, once everything is compiled.
  double micros(Duration over) {
    repeat(over);
    long from = System.nanoTime();
    long count = repeat(over);
    return (System.nanoTime() - from) / 1e3 / count;
  }

  private long repeat(Duration over) {
    long end = System.nanoTime() + over.toNanos();
    long count = 0;
    while (System.nanoTime() < end) {
      once();
      count++;
    }
    return count;
  }

  private void once() {
    try {
      KeyPair ephemeral = KeyPair.generate(random);
      byte[] key = NO_BYTES;
      for (int i = 0; i < AGREEMENTS; i++) {
        key = (i == AGREEMENTS - 1 ? device : ephemeral).agree(server);
      }
      for (int i = 0; i < DERIVATIONS; i++) {
        key = Hkdf.sha256(key, key, NO_BYTES, 2 * PublicKey.LENGTH);
      }
      byte[] half = Arrays.copyOf(key, PublicKey.LENGTH);
      var cipher = new AesGcm(half);
      byte[] sealedKey = cipher.seal(nonce, half, half);
      byte[] sealedChain = cipher.seal(nonce, half, chain);
      byte[] openedKey = cipher.open(nonce, half, sealedKey);
      byte[] openedChain = cipher.open(nonce, half, sealedChain);
      if (openedKey.length + openedChain.length != half.length + chain.length) {
        throw new IllegalStateException("not what was sealed");
      }
    } catch (InvalidKeyException | AEADBadTagException e) {
      throw new IllegalStateException(e);
    }
  }
}
