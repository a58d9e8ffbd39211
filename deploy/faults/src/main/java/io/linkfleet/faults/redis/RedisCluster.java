package io.linkfleet.faults.redis;

import io.linkfleet.faults.process.Patience;
import io.linkfleet.faults.process.ServerProcess;
import io.linkfleet.faults.process.Watchdog;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/// Three Redis servers, of which the sentinels know one as the primary, and three sentinels. A
/// primary that hears from no replica takes no writes: one that was cut off or frozen, and
/// replaced, must not go on by itself.
public final class RedisCluster {
  /// What the sentinels call the pair.
  public static final String NAME = "fleet";

  private static final Duration UP_WITHIN = Duration.ofSeconds(30);
  private static final int QUORUM = 2;
  private static final int DOWN_AFTER_MILLIS = 3_000;
  private static final int FAILOVER_MILLIS = 10_000;

  private final List<Integer> ports;
  private final List<Integer> sentinelPorts;
  private final List<ServerProcess> servers = new ArrayList<>();
  private final List<ServerProcess> sentinels = new ArrayList<>();

  /// The first of `ports` begins as the primary.
  public RedisCluster(
      List<Integer> ports, List<Integer> sentinelPorts, Path home, Watchdog watchdog) {
    this.ports = List.copyOf(ports);
    this.sentinelPorts = List.copyOf(sentinelPorts);
    Path binary = RedisBinary.extractedTo(home.resolve("redis")).file();
    for (int port : ports) {
      Path configuration = home.resolve("redis-" + port + ".conf");
      write(configuration, server(port, home));
      servers.add(process("redis-" + port, binary, configuration, List.of(), home, watchdog));
    }
    for (int port : sentinelPorts) {
      Path configuration = home.resolve("sentinel-" + port + ".conf");
      write(configuration, sentinel(port));
      sentinels.add(
          process(
              "sentinel-" + port, binary, configuration, List.of("--sentinel"), home, watchdog));
    }
  }

  /// Returns when the replicas follow and the sentinels agree.
  public void start() {
    servers.forEach(ServerProcess::start);
    sentinels.forEach(ServerProcess::start);
    Patience.require("Redis with its replica", UP_WITHIN, this::isWhole);
  }

  /// Whether both servers answer, the replicas follow, and a quorum of sentinels sees it so.
  public boolean isWhole() {
    OptionalInt primary = primary();
    return primary.isPresent()
        && ports.stream()
            .allMatch(
                port ->
                    RedisDialogue.ask(port, "INFO", "replication")
                        .contains(
                            port == primary.getAsInt()
                                ? "connected_slaves:" + (ports.size() - 1)
                                : "master_link_status:up"))
        && RedisDialogue.ask(sentinelPorts.getFirst(), "SENTINEL", "ckquorum", NAME)
            .startsWith("+OK");
  }

  /// The port of the primary, as the first sentinel that answers says.
  public OptionalInt primary() {
    for (int port : sentinelPorts) {
      List<String> said =
          RedisDialogue.ask(port, "SENTINEL", "get-master-addr-by-name", NAME)
              .lines()
              .filter(line -> line.matches("[0-9]{5}"))
              .toList();
      if (!said.isEmpty()) {
        return OptionalInt.of(Integer.parseInt(said.getFirst()));
      }
    }
    return OptionalInt.empty();
  }

  public ServerProcess primaryProcess() {
    return servers.get(ports.indexOf(primary().orElse(ports.getFirst())));
  }

  /// Keeps the primary busy with one command for that long; whatever else comes waits.
  public void occupyPrimary(Duration duration) {
    String seconds = Double.toString(duration.toMillis() / 1e3);
    primary().ifPresent(port -> RedisDialogue.ask(port, "DEBUG", "SLEEP", seconds));
  }

  /// Those that keep data, the sentinels aside.
  public List<ServerProcess> servers() {
    return List.copyOf(servers);
  }

  public ServerProcess replicaProcess() {
    int primary = ports.indexOf(primary().orElse(ports.getFirst()));
    return servers.get((primary + 1) % servers.size());
  }

  public List<ServerProcess> processes() {
    List<ServerProcess> all = new ArrayList<>(sentinels);
    all.addAll(servers);
    return all;
  }

  private static List<String> server(int port, Path home) {
    Path directory = home.resolve("redis-" + port);
    try {
      Files.createDirectories(directory);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return List.of(
        "port " + port,
        "bind 127.0.0.1",
        "dir " + directory.toAbsolutePath(),
        "appendonly yes",
        "appendfsync everysec",
        "save \"\"",
        "repl-diskless-sync yes",
        "repl-diskless-sync-delay 0",
        "repl-timeout 10",
        "min-replicas-to-write 1",
        "min-replicas-max-lag 3");
  }

  private List<String> sentinel(int port) {
    return List.of(
        "port " + port,
        "bind 127.0.0.1",
        "sentinel monitor %s 127.0.0.1 %d %d".formatted(NAME, ports.getFirst(), QUORUM),
        "sentinel down-after-milliseconds %s %d".formatted(NAME, DOWN_AFTER_MILLIS),
        "sentinel failover-timeout %s %d".formatted(NAME, FAILOVER_MILLIS));
  }

  private boolean isReplica(List<String> lines) {
    return ports.stream().skip(1).anyMatch(port -> lines.getFirst().equals("port " + port));
  }

  private static ServerProcess process(
      String name,
      Path binary,
      Path configuration,
      List<String> options,
      Path home,
      Watchdog watchdog) {
    List<String> command = new ArrayList<>(List.of(binary.toString(), configuration.toString()));
    command.addAll(options);
    return new ServerProcess(name, () -> command, home.resolve(name + ".log"), watchdog);
  }

  /// A replica's first configuration names its primary; from then on the sentinels see to it.
  private void write(Path file, List<String> lines) {
    List<String> all = new ArrayList<>(lines);
    if (isReplica(lines)) {
      all.add("replicaof 127.0.0.1 " + ports.getFirst());
    }
    try {
      Files.write(file, all);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
