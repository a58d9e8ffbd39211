package io.linkfleet.worker.session;

import io.linkfleet.contract.InstanceStatus;
import io.linkfleet.contract.Standing;
import io.linkfleet.contract.StateReason;
import io.linkfleet.whatsapp.node.Jid;
import io.linkfleet.worker.device.DeviceCredentials;
import io.linkfleet.worker.device.PairingKeys;
import io.linkfleet.worker.device.SecretBytes;
import io.linkfleet.worker.device.StoredDevices;
import io.linkfleet.worker.session.SessionEvent.Activated;
import io.linkfleet.worker.session.SessionEvent.FromConnection;
import io.linkfleet.worker.whatsapp.WhatsAppEvent;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/// One decision of the session machine. Stands in this package because the machine is nobody
/// else's business.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class SessionMachineBenchmark {
  private final Instant now = Instant.now();
  private final SessionState restored = SessionState.restored(stored());
  private final SessionState loggingIn = SessionMachine.on(restored, new Activated(), now).next();
  private final SessionEvent online =
      new FromConnection(loggingIn.lastConnection(), new WhatsAppEvent.Online());

  @Benchmark
  public Object activated() {
    return SessionMachine.on(restored, new Activated(), now);
  }

  @Benchmark
  public Object online() {
    return SessionMachine.on(loggingIn, online, now);
  }

  private static StoredDevices stored() {
    return new StoredDevices(
        Optional.of(
            new DeviceCredentials(
                PairingKeys.generate(new SecureRandom()),
                new Jid("5511999990001", 1, Jid.USERS),
                Optional.empty(),
                "android",
                Optional.empty(),
                SecretBytes.of(new byte[186]),
                813,
                Optional.empty())),
        List.of(),
        Map.of(),
        Set.of(),
        Standing.of(InstanceStatus.CONNECTED, StateReason.LOGIN),
        false);
  }
}
