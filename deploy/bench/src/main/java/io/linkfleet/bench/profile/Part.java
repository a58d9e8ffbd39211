package io.linkfleet.bench.profile;

import java.util.List;

/// What a sample is counted for: the first of these that has a type on its stack.
enum Part {
  X25519("X25519", "crypto.X25519"),
  CIPHERS("ciphers and hashes", "whatsapp.crypto.", "whatsapp.noise.", "javax.crypto."),
  LOG("log", "ch.qos.logback."),
  METRICS("metrics", "io.micrometer.", "io.prometheus."),
  KAFKA("Kafka", "org.apache.kafka.", "worker.webhook."),
  REDIS("Redis", "io.linkfleet.registry.", "io.lettuce.", "worker.device."),
  CONNECTING("connecting", "netty.bootstrap.", "websocketx.WebSocketClientHandshaker"),
  STANZAS("stanzas and the WebSocket", "whatsapp.node.", "worker.whatsapp.", "codec.http."),
  SOCKETS("sockets and event loops", "io.netty."),
  SESSIONS("sessions", "io.linkfleet.worker."),
  HANDLERS("request handling", "org.springframework.web.", "io.linkfleet.gateway."),
  HTTP("HTTP server", "org.apache.tomcat.", "org.apache.coyote."),
  OTHER("all else");

  private final String shown;
  private final String types;

  Part(String shown, String... types) {
    this.shown = shown;
    this.types = String.join(" ", types);
  }

  String shown() {
    return shown;
  }

  private boolean isOn(String stack) {
    return List.of(types.split(" ", -1)).stream()
        .anyMatch(type -> !type.isEmpty() && stack.contains(type));
  }

  /// `stack` holds the names of the types on it.
  static Part of(String stack) {
    for (Part part : values()) {
      if (part.isOn(stack)) {
        return part;
      }
    }
    return OTHER;
  }
}
