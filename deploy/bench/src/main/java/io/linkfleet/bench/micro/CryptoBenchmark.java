package io.linkfleet.bench.micro;

import io.linkfleet.whatsapp.crypto.AesGcm;
import io.linkfleet.whatsapp.crypto.Hkdf;
import io.linkfleet.whatsapp.crypto.KeyPair;
import io.linkfleet.whatsapp.crypto.PublicKey;
import java.security.InvalidKeyException;
import java.security.SecureRandom;
import java.util.concurrent.TimeUnit;
import javax.crypto.AEADBadTagException;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/// The primitives that no login can do without, each by itself.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class CryptoBenchmark {
  private final SecureRandom random = new SecureRandom();
  private final KeyPair ours = KeyPair.generate(random);
  private final PublicKey theirs = KeyPair.generate(random).publicKey();
  private final byte[] message = new byte[64];
  private final byte[] info = {};
  private byte[] signature;
  private AesGcm cipher;
  private byte[] nonce;
  private byte[] sealed;

  @Setup
  public void prepare() {
    random.nextBytes(message);
    signature = ours.sign(message, random);
    cipher = new AesGcm(new byte[32]);
    nonce = new byte[AesGcm.NONCE_LENGTH];
    sealed = cipher.seal(nonce, info, message);
  }

  @Benchmark
  public KeyPair x25519KeyPair() {
    return KeyPair.generate(random);
  }

  @Benchmark
  public byte[] x25519Agreement() throws InvalidKeyException {
    return ours.agree(theirs);
  }

  @Benchmark
  public boolean xeddsaVerification() {
    return ours.publicKey().verifies(message, signature);
  }

  @Benchmark
  public byte[] xeddsaSignature() {
    return ours.sign(message, random);
  }

  @Benchmark
  public byte[] hkdf() {
    return Hkdf.sha256(message, message, info, 64);
  }

  @Benchmark
  public byte[] aesGcmSeal() {
    return cipher.seal(nonce, info, message);
  }

  @Benchmark
  public byte[] aesGcmOpen() throws AEADBadTagException {
    return cipher.open(nonce, info, sealed);
  }
}
