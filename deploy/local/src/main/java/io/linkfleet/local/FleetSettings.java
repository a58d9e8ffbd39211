package io.linkfleet.local;

import io.linkfleet.local.state.FleetSecrets;
import java.util.LinkedHashMap;
import java.util.Map;

/// The properties with which gateway and worker are started, so that both mean the same broker, the
/// same Redis and the same partition count.
public record FleetSettings(LocalOptions options, FleetSecrets secrets, int partitions) {

  public Map<String, String> gateway() {
    Map<String, String> settings = shared();
    settings.put("linkfleet.operator-token", secrets.operatorToken());
    settings.put("server.port", port(FleetPort.GATEWAY));
    settings.put("management.server.port", port(FleetPort.GATEWAY_MANAGEMENT));
    settings.put("management.server.address", "127.0.0.1");
    // Nobody spreads calls over this gateway who would have to be told.
    settings.put("linkfleet.stop.notice", "0s");
    settings.putAll(options.handedOn());
    return settings;
  }

  /// `whatsApp` tells where WhatsApp is; options of the command line win over it.
  public Map<String, String> worker(Map<String, String> whatsApp) {
    Map<String, String> settings = shared();
    settings.put("linkfleet.credentials.active-key", secrets.sealingKeyId());
    settings.put("linkfleet.credentials.keys." + secrets.sealingKeyId(), secrets.sealingKey());
    settings.put("server.port", port(FleetPort.WORKER_MANAGEMENT));
    settings.putAll(whatsApp);
    settings.putAll(options.handedOn());
    return settings;
  }

  private Map<String, String> shared() {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("server.address", "127.0.0.1");
    settings.put("linkfleet.redis.url", "redis://127.0.0.1:" + port(FleetPort.REDIS));
    settings.put("linkfleet.partitions", Integer.toString(partitions));
    settings.put("linkfleet.shared.active-key", secrets.sealingKeyId());
    settings.put("linkfleet.shared.keys." + secrets.sealingKeyId(), secrets.sharedKey());
    settings.put("spring.kafka.bootstrap-servers", "127.0.0.1:" + port(FleetPort.KAFKA));
    return settings;
  }

  private String port(FleetPort port) {
    return Integer.toString(options.port(port));
  }
}
