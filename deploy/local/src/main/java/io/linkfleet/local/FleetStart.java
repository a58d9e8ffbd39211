package io.linkfleet.local;

import io.linkfleet.gateway.GatewayApplication;
import io.linkfleet.local.broker.FleetTopics;
import io.linkfleet.local.broker.LocalBroker;
import io.linkfleet.local.play.Caller;
import io.linkfleet.local.redis.LocalRedis;
import io.linkfleet.local.state.FleetSecrets;
import io.linkfleet.local.state.StateDirectory;
import io.linkfleet.simulator.Simulator;
import io.linkfleet.simulator.SimulatorSettings;
import io.linkfleet.worker.WorkerApplication;
import java.io.PrintStream;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// The start of a local fleet, part by part, each in the hands of [Parts] before the next begins.
final class FleetStart {
  private static final FleetTopics TOPICS = FleetTopics.standard();

  private final LocalOptions options;
  private final Parts parts;
  private final PrintStream out;

  FleetStart(LocalOptions options, Parts parts, PrintStream out) {
    this.options = options;
    this.parts = parts;
    this.out = out;
  }

  StartedFleet start() {
    requireFreePorts();
    var state = parts.start("the lock", () -> StateDirectory.open(options.directory()));
    var secrets = FleetSecrets.loadOrMake(state.file("secrets.properties"), new SecureRandom());
    var settings = new FleetSettings(options, secrets, TOPICS.commands());
    out.printf("Linkfleet on this machine, state in %s%n%n", options.directory());
    startBroker(state);
    startRedis(state);
    Map<String, String> whatsApp = startSimulator(state);
    startPrograms(settings, whatsApp);
    String accountToken = accountToken(state, secrets);
    var fleet = new StartedFleet(http(FleetPort.GATEWAY), simulatorUri(), accountToken);
    state.file(StartedFleet.ENV_FILE).write(environment(fleet, secrets));
    return fleet;
  }

  private void requireFreePorts() {
    options
        .ports()
        .forEach(
            (port, number) -> {
              if (port != FleetPort.SIMULATOR || options.whatsAppElsewhere().isEmpty()) {
                number.requireFree(port.part());
              }
            });
  }

  private void startBroker(StateDirectory state) {
    int port = options.port(FleetPort.KAFKA);
    int controllerPort = options.port(FleetPort.KAFKA_CONTROLLER);
    LocalBroker broker =
        timed(
            "Kafka broker",
            "127.0.0.1:" + port,
            () -> LocalBroker.start(state.kafka(), port, controllerPort));
    TOPICS.ensure(broker.bootstrapServers());
  }

  private void startRedis(StateDirectory state) {
    int port = options.port(FleetPort.REDIS);
    timed("Redis", "127.0.0.1:" + port, () -> LocalRedis.start(state.redis(), port));
  }

  /// Answers with what the worker has to know about it; nothing when WhatsApp is elsewhere.
  private Map<String, String> startSimulator(StateDirectory state) {
    if (options.whatsAppElsewhere().isPresent()) {
      out.printf("  %-14s %s%n", "WhatsApp", options.whatsAppElsewhere().get());
      return Map.of();
    }
    int port = options.port(FleetPort.SIMULATOR);
    Simulator simulator =
        timed(
            "simulator",
            http(FleetPort.SIMULATOR).toString(),
            () ->
                Simulator.start(
                    SimulatorSettings.defaults()
                        .withPort(port)
                        .withStateDirectory(state.simulator())));
    return Map.of(
        "linkfleet.whatsapp.url",
        simulator.chatUrl().toString(),
        "linkfleet.whatsapp.root-key",
        simulator.rootKeyHex());
  }

  private void startPrograms(FleetSettings settings, Map<String, String> whatsApp) {
    timed(
        "worker",
        "management " + http(FleetPort.WORKER_MANAGEMENT),
        () -> Program.start(WorkerApplication.class, "worker", settings.worker(whatsApp)));
    timed(
        "gateway",
        "%s, management %s".formatted(http(FleetPort.GATEWAY), http(FleetPort.GATEWAY_MANAGEMENT)),
        () -> Program.start(GatewayApplication.class, "gateway", settings.gateway()));
  }

  private <T extends AutoCloseable> T timed(String name, String where, Supplier<T> start) {
    long before = System.nanoTime();
    T part = parts.start(name, start);
    long took = Duration.ofNanos(System.nanoTime() - before).toMillis();
    out.printf("  %-14s %-62s up in %d.%d s%n", name, where, took / 1000, took % 1000 / 100);
    return part;
  }

  private String accountToken(StateDirectory state, FleetSecrets secrets) {
    var nobody = new PrintStream(PrintStream.nullOutputStream());
    Caller gateway = Caller.at(http(FleetPort.GATEWAY), nobody);
    return new LocalAccount(gateway, secrets.operatorToken(), state.file("account.properties"))
        .token();
  }

  private Map<String, String> environment(StartedFleet fleet, FleetSecrets secrets) {
    Map<String, String> environment = new LinkedHashMap<>();
    environment.put("LINKFLEET_URL", fleet.gateway().toString());
    environment.put("LINKFLEET_TOKEN_ACCOUNT", fleet.accountToken());
    environment.put("LINKFLEET_OPERATOR_TOKEN", secrets.operatorToken());
    fleet.simulator().ifPresent(uri -> environment.put("LINKFLEET_SIMULATOR_URL", uri.toString()));
    return environment;
  }

  private Optional<URI> simulatorUri() {
    return options.whatsAppElsewhere().isPresent()
        ? Optional.empty()
        : Optional.of(http(FleetPort.SIMULATOR));
  }

  private URI http(FleetPort port) {
    return URI.create("http://127.0.0.1:" + options.port(port));
  }
}
