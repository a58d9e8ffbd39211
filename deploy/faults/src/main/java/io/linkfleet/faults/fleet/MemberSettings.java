package io.linkfleet.faults.fleet;

import java.util.List;
import java.util.stream.Stream;

/// What gateways and workers are told differently from their defaults.
public record MemberSettings(List<String> gateway, List<String> worker) {
  /// How long a caller of `connect` waits at most; every other call keeps its default of 15 s.
  private static final int CONNECT_SECONDS = 20;

  /// So that minutes show what would take hours: waits are short, and nobody is limited in how
  /// often it calls.
  public static final MemberSettings SHORT_WAITS =
      new MemberSettings(
          List.of(
              "--linkfleet.dispatch.connect-timeout=" + CONNECT_SECONDS + "s",
              "--linkfleet.limits.calls=1000000",
              "--linkfleet.limits.creates=1000000",
              "--linkfleet.limits.instances-per-account=100000",
              "--management.server.address=127.0.0.1"),
          List.of(
              "--linkfleet.redis.replicas=1",
              "--linkfleet.worker.backoff-unit=500ms",
              "--linkfleet.worker.backoff-cap=5s",
              "--linkfleet.whatsapp.patience.connect=5s",
              "--linkfleet.whatsapp.patience.handshake=5s",
              "--linkfleet.whatsapp.patience.query=10s",
              "--linkfleet.whatsapp.patience.unlink=5s",
              "--linkfleet.whatsapp.keep-alive.shortest=4s",
              "--linkfleet.whatsapp.keep-alive.longest=6s",
              "--linkfleet.whatsapp.keep-alive.answer=4s",
              "--linkfleet.whatsapp.pre-keys.initial=20",
              "--linkfleet.whatsapp.pre-keys.refill=20"));

  public MemberSettings {
    gateway = List.copyOf(gateway);
    worker = List.copyOf(worker);
  }

  /// Of settings that are not among these yet.
  public MemberSettings and(List<String> ofGateway, List<String> ofWorker) {
    return new MemberSettings(
        Stream.concat(gateway.stream(), ofGateway.stream()).toList(),
        Stream.concat(worker.stream(), ofWorker.stream()).toList());
  }
}
