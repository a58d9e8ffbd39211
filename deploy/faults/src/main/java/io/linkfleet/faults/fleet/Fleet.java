package io.linkfleet.faults.fleet;

import io.linkfleet.faults.process.JavaCommand;
import io.linkfleet.faults.process.Ports;
import io.linkfleet.faults.process.ServerProcess;
import io.linkfleet.faults.process.Watchdog;
import io.linkfleet.faults.redis.RedisCluster;
import io.linkfleet.gateway.GatewayApplication;
import io.linkfleet.simulator.SimulatorProgram;
import io.linkfleet.worker.WorkerApplication;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// The whole fleet. [#close] ends every process it started; so does the end of this JVM.
public final class Fleet implements AutoCloseable {
  private static final int GATEWAYS = 2;
  private static final int WORKERS = 3;
  private static final int HEAP_MEGABYTES = 256;

  private final Path home;
  private final int partitions;
  private final MemberSettings settings;
  private final Ports ports;
  private final Watchdog watchdog = Watchdog.start();
  private final FleetSecrets secrets;
  private final Brokers brokers;
  private final RedisCluster redis;
  private final Simulator simulator;
  private final List<Gateway> gateways = new ArrayList<>();
  private final List<Worker> workers = new ArrayList<>();
  private final AtomicBoolean closed = new AtomicBoolean();

  public Fleet(Path home, int partitions, MemberSettings settings, Random random) {
    this.home = home;
    this.partitions = partitions;
    this.settings = settings;
    this.ports = new Ports(random);
    this.secrets = FleetSecrets.random(random);
    List<WorkerEdges> edges =
        IntStream.range(0, WORKERS).mapToObj(_ -> new WorkerEdges(ports)).toList();
    brokers = new Brokers(home, edges, ports, watchdog);
    List<Integer> servers = List.of(ports.next(), ports.next(), ports.next());
    List<Integer> sentinels = List.of(ports.next(), ports.next(), ports.next());
    redis = new RedisCluster(servers, sentinels, home, watchdog);
    int port = ports.next();
    simulator = simulator(port);
    for (int id = 0; id < WORKERS; id++) {
      List<Integer> own = edges.get(id).leadToRedis(servers, sentinels);
      int chat = edges.get(id).lead(Target.WHATSAPP, port);
      workers.add(worker(id, edges.get(id), own, chat));
    }
    IntStream.range(0, GATEWAYS).forEach(id -> gateways.add(gateway(id, sentinels)));
  }

  /// Returns when everything is ready. Throws [IllegalStateException] when something is not in
  /// time.
  public void start() {
    brokers.start();
    simulator.member().process().start();
    redis.start();
    simulator.member().awaitReady();
    brokers.awaitReady(partitions);
    members().forEach(member -> member.process().start());
    members().forEach(Member::awaitReady);
  }

  private List<Member> members() {
    return Stream.concat(
            workers.stream().map(Worker::member), gateways.stream().map(Gateway::member))
        .toList();
  }

  public Brokers brokers() {
    return brokers;
  }

  public RedisCluster redis() {
    return redis;
  }

  public Simulator simulator() {
    return simulator;
  }

  public List<Gateway> gateways() {
    return gateways;
  }

  public List<Worker> workers() {
    return workers;
  }

  public int partitions() {
    return partitions;
  }

  public FleetSecrets secrets() {
    return secrets;
  }

  private Simulator simulator(int port) {
    List<String> command =
        new JavaCommand(SimulatorProgram.class, HEAP_MEGABYTES)
            .with(List.of("--port=" + port, "--state=" + home.resolve("simulator")));
    URI url = URI.create("http://127.0.0.1:" + port);
    return new Simulator(new Member(process("simulator", command), url.resolve("/root-key")), url);
  }

  private Worker worker(int id, WorkerEdges edges, List<Integer> sentinels, int chat) {
    int port = ports.next();
    var process =
        new ServerProcess(
            "worker-" + (id + 1),
            () -> workerCommand(id, port, sentinels, chat),
            home.resolve("worker-" + (id + 1) + ".log"),
            watchdog);
    return new Worker(new Member(process, readiness(port)), edges);
  }

  /// Made at each start: the simulator's root key is known once it is up.
  private List<String> workerCommand(int id, int port, List<Integer> sentinels, int chat) {
    List<String> all = new ArrayList<>(settings.worker());
    all.addAll(shared(sentinels, brokers.bootstrapServersOf(id)));
    all.addAll(secrets.ofWorker());
    all.add("--server.port=" + port);
    all.add("--linkfleet.worker.id=worker-" + (id + 1));
    all.add("--linkfleet.whatsapp.url=ws://127.0.0.1:" + chat + "/ws/chat");
    all.add("--linkfleet.whatsapp.root-key=" + simulator.rootKey());
    return new JavaCommand(WorkerApplication.class, HEAP_MEGABYTES).with(all);
  }

  private Gateway gateway(int id, List<Integer> sentinels) {
    int port = ports.next();
    int management = ports.next();
    List<String> all = new ArrayList<>(settings.gateway());
    all.addAll(shared(sentinels, brokers.bootstrapServers()));
    all.addAll(secrets.ofGateway());
    all.add("--server.port=" + port);
    all.add("--management.server.port=" + management);
    all.add("--linkfleet.gateway-id=gateway-" + (id + 1));
    List<String> command = new JavaCommand(GatewayApplication.class, HEAP_MEGABYTES).with(all);
    return new Gateway(
        new Member(process("gateway-" + (id + 1), command), readiness(management)),
        URI.create("http://127.0.0.1:" + port));
  }

  private List<String> shared(List<Integer> sentinels, String bootstrapServers) {
    return List.of(
        "--spring.kafka.bootstrap-servers=" + bootstrapServers,
        "--linkfleet.partitions=" + partitions,
        "--linkfleet.redis.url=redis-sentinel://%s/0#%s"
            .formatted(
                String.join(",", sentinels.stream().map(port -> "127.0.0.1:" + port).toList()),
                RedisCluster.NAME));
  }

  private ServerProcess process(String name, List<String> command) {
    return new ServerProcess(name, () -> command, home.resolve(name + ".log"), watchdog);
  }

  private static URI readiness(int port) {
    return URI.create("http://127.0.0.1:" + port + "/actuator/health/readiness");
  }

  /// Callers of the fleet first, what it stands on last.
  @Override
  public void close() {
    if (closed.getAndSet(true)) {
      return;
    }
    gateways.forEach(gateway -> gateway.process().close());
    workers.forEach(Worker::close);
    simulator.member().process().close();
    redis.processes().forEach(ServerProcess::close);
    brokers.processes().forEach(ServerProcess::close);
    watchdog.close();
  }
}
