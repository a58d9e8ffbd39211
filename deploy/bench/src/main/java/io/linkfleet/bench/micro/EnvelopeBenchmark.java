package io.linkfleet.bench.micro;

import io.linkfleet.contract.Command;
import io.linkfleet.contract.CommandEnvelope;
import io.linkfleet.contract.CommandId;
import io.linkfleet.contract.EnvelopeCodec;
import io.linkfleet.contract.InstanceId;
import io.linkfleet.contract.SharedKeys;
import io.linkfleet.contract.SharedSeal;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/// Commands as they travel between gateway and worker.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class EnvelopeBenchmark {
  private final SecureRandom random = new SecureRandom();
  private final EnvelopeCodec codec =
      new EnvelopeCodec(
          new SharedSeal(
              new SharedKeys("a", Map.of("a", Base64.getEncoder().encodeToString(new byte[32]))),
              random));
  private final CommandEnvelope logout =
      new CommandEnvelope(
          CommandId.random(random),
          InstanceId.random(random),
          new Command.Logout(),
          Instant.ofEpochMilli(1_764_000_000_000L),
          3);
  private final byte[] logoutBytes = codec.encode(logout);

  @Benchmark
  public byte[] encodeLogout() {
    return codec.encode(logout);
  }

  @Benchmark
  public CommandEnvelope decodeLogout() {
    return codec.decodeCommand(logoutBytes);
  }
}
