package io.linkfleet.faults.fleet;

import java.util.List;

/// What gateways and workers are told differently from their defaults, so that minutes show what
/// would take hours: waits are short, and nobody is limited in how often it calls.
final class MemberSettings {
  /// How long a caller of `connect` waits at most; every other call keeps its default of 15 s.
  static final int CONNECT_SECONDS = 20;

  static final List<String> GATEWAY =
      List.of(
          "--linkfleet.dispatch.connect-timeout=" + CONNECT_SECONDS + "s",
          "--linkfleet.limits.calls=1000000",
          "--linkfleet.limits.creates=1000000",
          "--linkfleet.limits.instances-per-account=100000",
          "--management.server.address=127.0.0.1");

  static final List<String> WORKER =
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
          "--linkfleet.whatsapp.pre-keys.refill=20");

  private MemberSettings() {}
}
