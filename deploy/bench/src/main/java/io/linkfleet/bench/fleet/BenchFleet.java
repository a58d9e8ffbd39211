package io.linkfleet.bench.fleet;

import io.linkfleet.faults.fleet.FleetSecrets;
import io.linkfleet.faults.fleet.Member;
import io.linkfleet.faults.fleet.Simulator;
import io.linkfleet.faults.process.Ports;
import io.linkfleet.faults.process.ServerProcess;
import io.linkfleet.faults.process.Watchdog;
import io.linkfleet.gateway.GatewayApplication;
import io.linkfleet.local.broker.FleetTopics;
import io.linkfleet.simulator.SimulatorProgram;
import io.linkfleet.worker.WorkerApplication;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;

/// The whole fleet. [#close] ends every process it started; so does the end of this JVM.
public final class BenchFleet implements AutoCloseable {
  private static final int REPLY_PARTITIONS = 16;
  private static final int PRE_KEYS = 20;
  private static final String HOST = "http://127.0.0.1:";

  private final Path home;
  private final FleetShape shape;
  private final Ports ports = new Ports(new Random());
  private final Watchdog watchdog = Watchdog.start();
  private final FleetSecrets secrets = FleetSecrets.random(new Random());
  private final OneBroker broker;
  private final OneRedis redis;
  private final Simulator simulator;
  private final List<Node> gateways = new ArrayList<>();
  private final List<Node> workers = new ArrayList<>();
  private final AtomicBoolean closed = new AtomicBoolean();

  private BenchFleet(Path home, FleetShape shape) {
    this.home = home;
    this.shape = shape;
    broker = new OneBroker(home, ports.next(), ports.next(), watchdog);
    redis = new OneRedis(home, ports.next(), watchdog);
    simulator = simulator(ports.next());
    for (int id = 1; id <= shape.workers(); id++) {
      workers.add(worker("worker-" + id));
    }
    for (int id = 1; id <= shape.gateways(); id++) {
      gateways.add(gateway("gateway-" + id));
    }
  }

  /// Returns when everything is ready. Throws [IllegalStateException] when something is not in
  /// time; then nothing of it runs any more.
  public static BenchFleet start(Path home, FleetShape shape) {
    var fleet = new BenchFleet(home.toAbsolutePath(), shape);
    Runtime.getRuntime().addShutdownHook(new Thread(fleet::close, "stop"));
    try {
      fleet.start();
    } catch (RuntimeException e) {
      fleet.close();
      throw e;
    }
    return fleet;
  }

  private void start() {
    broker.process().start();
    redis.process().start();
    simulator.member().process().start();
    redis.awaitReady();
    simulator.member().awaitReady();
    broker.awaitReady(new FleetTopics(shape.partitions(), REPLY_PARTITIONS, shape.partitions()));
    workers.forEach(worker -> worker.process().start());
    gateways.forEach(gateway -> gateway.process().start());
    workers.forEach(worker -> worker.member().awaitReady());
    gateways.forEach(gateway -> gateway.member().awaitReady());
  }

  public List<Node> gateways() {
    return List.copyOf(gateways);
  }

  public List<Node> workers() {
    return List.copyOf(workers);
  }

  public Simulator simulator() {
    return simulator;
  }

  public ServerProcess brokerProcess() {
    return broker.process();
  }

  public ServerProcess redisProcess() {
    return redis.process();
  }

  public String bootstrapServers() {
    return broker.bootstrapServers();
  }

  public int redisPort() {
    return redis.port();
  }

  public FleetShape shape() {
    return shape;
  }

  public FleetSecrets secrets() {
    return secrets;
  }

  /// For a server that a measurement puts beside the fleet; ended with it.
  public ServerProcess beside(String name, List<String> command) {
    return new ServerProcess(name, () -> command, home.resolve(name + ".log"), watchdog);
  }

  public int freePort() {
    return ports.next();
  }

  private Simulator simulator(int port) {
    List<String> command =
        ProductionJvm.beside(SimulatorProgram.class, shape.simulatorMegabytes())
            .with(List.of("--port=" + port));
    URI url = URI.create(HOST + port);
    return new Simulator(new Member(beside("simulator", command), url.resolve("/root-key")), url);
  }

  private Node worker(String name) {
    int port = ports.next();
    var process =
        new ServerProcess(
            name, () -> workerCommand(name, port), home.resolve(name + ".log"), watchdog);
    return new Node(
        new Member(process, readiness(port)), URI.create(HOST + port), URI.create(HOST + port));
  }

  /// Made at each start: the simulator's root key is known once it is up.
  private List<String> workerCommand(String name, int port) {
    return ProductionJvm.worker(WorkerApplication.class, shape.workerMegabytes())
        .with(workerOptions(name, port));
  }

  /// What a worker of this fleet is told, whoever starts it.
  public List<String> workerOptions(String name, int port) {
    List<String> options = new ArrayList<>(shared());
    options.addAll(secrets.ofWorker());
    options.add("--server.port=" + port);
    options.add("--linkfleet.worker.id=" + name);
    options.add(
        "--linkfleet.whatsapp.url=ws://127.0.0.1:" + simulator.url().getPort() + "/ws/chat");
    options.add("--linkfleet.whatsapp.root-key=" + simulator.rootKey());
    // Each costs a point multiplication while linking; none of them is kept, or used by a logout.
    options.add("--linkfleet.whatsapp.pre-keys.initial=" + PRE_KEYS);
    options.add("--linkfleet.whatsapp.pre-keys.refill=" + PRE_KEYS);
    options.addAll(shape.ofWorkers());
    return options;
  }

  private Node gateway(String name) {
    int port = ports.next();
    int management = ports.next();
    List<String> command =
        ProductionJvm.gateway(GatewayApplication.class, shape.gatewayMegabytes())
            .with(gatewayOptions(name, port, management));
    return new Node(
        new Member(beside(name, command), readiness(management)),
        URI.create(HOST + port),
        URI.create(HOST + management));
  }

  /// The same of a gateway.
  public List<String> gatewayOptions(String name, int port, int management) {
    List<String> options = new ArrayList<>(shared());
    options.addAll(secrets.ofGateway());
    options.add("--server.port=" + port);
    options.add("--management.server.port=" + management);
    options.add("--linkfleet.gateway-id=" + name);
    options.add("--linkfleet.limits.calls=100000000");
    options.add("--linkfleet.limits.creates=100000000");
    options.add("--linkfleet.limits.instances-per-account=1000000");
    options.addAll(shape.ofGateways());
    return options;
  }

  private List<String> shared() {
    return List.of(
        "--spring.kafka.bootstrap-servers=" + broker.bootstrapServers(),
        "--linkfleet.partitions=" + shape.partitions(),
        "--linkfleet.redis.url=redis://127.0.0.1:" + redis.port());
  }

  /// The page of a gateway or worker that tells whether it is ready.
  public static URI readiness(int port) {
    return URI.create(HOST + port + "/actuator/health/readiness");
  }

  /// Callers of the fleet first, what it stands on last.
  @Override
  public void close() {
    if (closed.getAndSet(true)) {
      return;
    }
    gateways.forEach(gateway -> gateway.process().close());
    workers.forEach(worker -> worker.process().close());
    simulator.member().process().close();
    redis.process().close();
    broker.process().close();
    watchdog.close();
  }
}
