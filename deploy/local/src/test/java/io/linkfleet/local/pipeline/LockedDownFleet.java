package io.linkfleet.local.pipeline;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.awaitility.Awaitility.await;

import io.linkfleet.gateway.GatewayApplication;
import io.linkfleet.local.FleetPort;
import io.linkfleet.local.FleetSettings;
import io.linkfleet.local.FreePorts;
import io.linkfleet.local.LocalOptions;
import io.linkfleet.local.Program;
import io.linkfleet.local.broker.FleetTopics;
import io.linkfleet.local.broker.LocalBroker;
import io.linkfleet.local.state.FleetSecrets;
import io.linkfleet.local.state.StateDirectory;
import io.linkfleet.simulator.Simulator;
import io.linkfleet.simulator.SimulatorSettings;
import io.linkfleet.worker.WorkerApplication;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import redis.embedded.core.ExecutableProvider;

/// A fleet whose broker and Redis let nobody in without TLS, a name and a password.
final class LockedDownFleet implements AutoCloseable {
  static final String REDIS_PASSWORD = "redis-swordfish";
  static final String KAFKA_PASSWORD = "kafka-swordfish";

  private static final FleetTopics TOPICS = new FleetTopics(4, 2, 4);

  final FleetSettings settings;
  final Certificate certificate;
  private final Path directory;
  private final LocalOptions options;
  private final StateDirectory state;
  private final LocalBroker broker;
  private final Process redis;
  private final Simulator simulator;
  private final Program worker;
  private final Program gateway;

  LockedDownFleet(Path directory) {
    this.directory = directory;
    state = StateDirectory.open(directory.resolve("state"));
    certificate = Certificate.make(directory);
    options = LocalOptions.parse(words());
    var secrets = FleetSecrets.loadOrMake(state.file("secrets"), new SecureRandom());
    settings = new FleetSettings(options, secrets, TOPICS.commands());
    int inside = FreePorts.take(1).getFirst();
    broker =
        LocalBroker.start(
            state.kafka(),
            options.port(FleetPort.KAFKA),
            options.port(FleetPort.KAFKA_CONTROLLER),
            brokerSettings(inside));
    TOPICS.ensure("127.0.0.1:" + inside);
    redis = startRedis();
    simulator = Simulator.start(SimulatorSettings.defaults().withPort(0));
    Map<String, String> whatsApp =
        Map.of(
            "linkfleet.whatsapp.url", simulator.chatUrl().toString(),
            "linkfleet.whatsapp.root-key", simulator.rootKeyHex());
    worker = start(WorkerApplication.class, "worker", settings.worker(whatsApp));
    gateway = start(GatewayApplication.class, "gateway", settings.gateway());
  }

  private static String[] words() {
    List<String> words = new ArrayList<>();
    var free = FreePorts.take(FleetPort.values().length).iterator();
    for (FleetPort port : FleetPort.values()) {
      words.add("--" + port.option() + "=" + free.next());
    }
    words.add("--linkfleet.webhooks.allow-private-addresses=true");
    return words.toArray(String[]::new);
  }

  private Program start(Class<?> main, String name, Map<String, String> usual) {
    Map<String, String> all = new HashMap<>(usual);
    all.put("linkfleet.redis.url", redisUrl());
    all.put("linkfleet.redis.trusted-certificates", certificate.certificatePem().toString());
    all.put("spring.kafka.security.protocol", "SASL_SSL");
    all.put("spring.kafka.ssl.trust-store-location", certificate.keyStore().toUri().toString());
    all.put("spring.kafka.ssl.trust-store-password", Certificate.PASSWORD);
    all.put("spring.kafka.ssl.trust-store-type", "PKCS12");
    all.put("spring.kafka.properties.sasl.mechanism", "PLAIN");
    all.put(
        "spring.kafka.properties.sasl.jaas.config", jaas("username=\"linkfleet\" password=\"%s\""));
    return Program.start(main, name, all);
  }

  String redisUrl() {
    String password = REDIS_PASSWORD;
    return "rediss://linkfleet:" + password + "@127.0.0.1:" + options.port(FleetPort.REDIS);
  }

  private static String jaas(String users) {
    return "org.apache.kafka.common.security.plain.PlainLoginModule required "
        + users.formatted(KAFKA_PASSWORD)
        + ";";
  }

  /// Beside the door for programs one inside, for the topics to be made and for nobody else.
  private Properties brokerSettings(int inside) {
    int fleet = options.port(FleetPort.KAFKA);
    int controller = options.port(FleetPort.KAFKA_CONTROLLER);
    String doors = "FLEET://127.0.0.1:%d,INSIDE://127.0.0.1:%d".formatted(fleet, inside);
    var own = new Properties();
    own.setProperty("listeners", doors + ",CONTROLLER://127.0.0.1:" + controller);
    own.setProperty("advertised.listeners", doors);
    own.setProperty(
        "listener.security.protocol.map", "FLEET:SASL_SSL,INSIDE:PLAINTEXT,CONTROLLER:PLAINTEXT");
    own.setProperty("inter.broker.listener.name", "INSIDE");
    own.setProperty("listener.name.fleet.sasl.enabled.mechanisms", "PLAIN");
    own.setProperty("listener.name.fleet.plain.sasl.jaas.config", jaas("user_linkfleet=\"%s\""));
    own.setProperty("ssl.keystore.location", certificate.keyStore().toString());
    own.setProperty("ssl.keystore.password", Certificate.PASSWORD);
    own.setProperty("ssl.keystore.type", "PKCS12");
    return own;
  }

  private Process startRedis() {
    Path home = state.redis();
    try {
      Files.createDirectories(home);
      Path configuration =
          Files.writeString(
              directory.resolve("redis.conf"),
              """
              bind 127.0.0.1
              port 0
              tls-port %d
              tls-cert-file %s
              tls-key-file %s
              tls-auth-clients no
              dir %s
              appendonly yes
              appendfsync always
              user default off
              user linkfleet on >%s ~linkfleet:* &* +@all
              """
                  .formatted(
                      options.port(FleetPort.REDIS),
                      certificate.certificatePem(),
                      certificate.keyPem(),
                      home,
                      REDIS_PASSWORD));
      Path executable = ExecutableProvider.newJarResourceProvider(home.toFile()).get().toPath();
      return new ProcessBuilder(executable.toString(), configuration.toString())
          .redirectErrorStream(true)
          .redirectOutput(home.resolve("redis.log").toFile())
          .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Http http() {
    return new Http(base(FleetPort.GATEWAY));
  }

  Simulation simulation() {
    return new Simulation(new Http(URI.create("http://127.0.0.1:" + simulator.port())));
  }

  private URI base(FleetPort port) {
    return URI.create("http://127.0.0.1:" + options.port(port));
  }

  /// What gateway and worker tell their monitoring.
  String metrics() {
    return List.of(FleetPort.GATEWAY_MANAGEMENT, FleetPort.WORKER_MANAGEMENT).stream()
        .map(port -> new Http(base(port)).get("/actuator/prometheus").body())
        .reduce("", String::concat);
  }

  /// All that is on the disks of broker and Redis, byte by byte.
  String stored() throws IOException {
    StringBuilder all = new StringBuilder();
    for (Path home : List.of(state.kafka().resolve("log"), state.redis())) {
      try (var files = Files.walk(home)) {
        for (Path file : files.filter(LockedDownFleet::isData).toList()) {
          all.append(new String(Files.readAllBytes(file), ISO_8859_1));
        }
      }
    }
    return all.toString();
  }

  private static boolean isData(Path file) {
    String name = file.getFileName().toString();
    return Files.isRegularFile(file) && !name.endsWith("index") && !name.startsWith("redis-server");
  }

  @Override
  public void close() {
    gateway.close();
    worker.close();
    simulator.close();
    broker.close();
    redis.destroy();
    await().until(() -> !redis.isAlive());
    state.close();
  }
}
