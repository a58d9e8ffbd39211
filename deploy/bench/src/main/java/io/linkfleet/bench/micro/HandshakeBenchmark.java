package io.linkfleet.bench.micro;

import io.linkfleet.whatsapp.crypto.KeyPair;
import io.linkfleet.whatsapp.noise.CertificateAuthority;
import io.linkfleet.whatsapp.noise.ClientHandshake;
import io.linkfleet.whatsapp.noise.HandshakeException;
import io.linkfleet.whatsapp.noise.ServerHandshake;
import io.linkfleet.whatsapp.noise.Transport;
import io.linkfleet.whatsapp.noise.TrustAnchor;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/// Whole handshakes, both sides in one thread: the client's share of one is what a login costs at
/// least.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class HandshakeBenchmark {
  private static final byte[] PAYLOAD = new byte[300];

  private final SecureRandom random = new SecureRandom();
  private final KeyPair serverKey = KeyPair.generate(random);
  private final KeyPair noiseKey = KeyPair.generate(random);
  private TrustAnchor trust;
  private byte[] chain;

  @Setup
  public void prepare() {
    KeyPair root = KeyPair.generate(random);
    Instant now = Instant.now();
    chain =
        new CertificateAuthority(root, random)
            .issue(
                KeyPair.generate(random),
                serverKey.publicKey(),
                now.minus(Duration.ofDays(1)),
                now.plus(Duration.ofDays(1)));
    trust = new TrustAnchor(root.publicKey(), InstantSource.system());
  }

  /// Client and server together.
  @Benchmark
  public Transport bothSides() throws HandshakeException {
    ServerHandshake server = server();
    ClientHandshake client = new ClientHandshake(noiseKey, KeyPair.generate(random), trust);
    byte[] answer = server.hello(client.hello());
    ServerHandshake.Client known = server.finish(client.finish(answer, PAYLOAD));
    return known.transport();
  }

  /// The server's half up to its answer, to be taken off what both sides take.
  @Benchmark
  public byte[] serverHello() throws HandshakeException {
    return server().hello(new ClientHandshake(noiseKey, noiseKey, trust).hello());
  }

  private ServerHandshake server() {
    return new ServerHandshake(serverKey, KeyPair.generate(random), chain);
  }
}
