package io.linkfleet.faults.broker;

import io.linkfleet.faults.process.JavaCommand;
import io.linkfleet.faults.process.ServerProcess;
import io.linkfleet.faults.process.Watchdog;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Properties;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// One node of the cluster: its settings, its directory, its process.
public final class BrokerNode {
  private static final int HEAP_MEGABYTES = 256;

  /// The node's own port of a worker's listener and the port it advertises there: the worker's
  /// end of the edge.
  public record WorkerListener(int own, int advertised) {}

  /// Where it listens: for gateways and other nodes, for controllers, and for each worker.
  public record Listeners(int fleet, int controller, List<WorkerListener> workers) {
    public Listeners {
      workers = List.copyOf(workers);
    }
  }

  private final int id;
  private final Listeners listeners;
  private final Path directory;
  private final ServerProcess process;

  public BrokerNode(int id, Listeners listeners, String voters, Path home, Watchdog watchdog) {
    this.id = id;
    this.listeners = listeners;
    this.directory = home.resolve("kafka-" + id);
    Path file = home.resolve("kafka-" + id + ".properties");
    write(settings(voters), file);
    List<String> command =
        new JavaCommand(BrokerProgram.class, HEAP_MEGABYTES).with(List.of(file.toString()));
    this.process =
        new ServerProcess(
            "kafka-" + id, () -> command, home.resolve("kafka-" + id + ".log"), watchdog);
  }

  public ServerProcess process() {
    return process;
  }

  /// As a disk that is replaced by an empty one. To be done while the process is down.
  public void loseDisk() {
    try (Stream<Path> files = Files.walk(directory)) {
      files.sorted(Comparator.reverseOrder()).forEach(BrokerNode::delete);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void delete(Path file) {
    try {
      Files.delete(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Properties settings(String voters) {
    var settings = new Properties();
    settings.setProperty("process.roles", "broker,controller");
    settings.setProperty("node.id", Integer.toString(id));
    settings.setProperty("log.dirs", directory.toString());
    settings.setProperty("controller.quorum.voters", voters);
    settings.setProperty("controller.listener.names", "CONTROLLER");
    settings.setProperty("inter.broker.listener.name", "FLEET");
    settings.setProperty(
        "listeners",
        "FLEET://127.0.0.1:%d,CONTROLLER://127.0.0.1:%d%s"
            .formatted(listeners.fleet(), listeners.controller(), ofWorkers(WorkerListener::own)));
    settings.setProperty(
        "advertised.listeners",
        "FLEET://127.0.0.1:%d%s"
            .formatted(listeners.fleet(), ofWorkers(WorkerListener::advertised)));
    settings.setProperty("listener.security.protocol.map", protocols());
    replication(settings);
    settings.setProperty("auto.create.topics.enable", "false");
    settings.setProperty("group.initial.rebalance.delay.ms", "0");
    settings.setProperty("broker.session.timeout.ms", "6000");
    settings.setProperty("broker.heartbeat.interval.ms", "1000");
    return settings;
  }

  /// A listener has the same name on every node.
  private String ofWorkers(ToIntFunction<WorkerListener> port) {
    return IntStream.range(0, listeners.workers().size())
        .mapToObj(
            id ->
                ",WORKER%d://127.0.0.1:%d"
                    .formatted(id, port.applyAsInt(listeners.workers().get(id))))
        .collect(Collectors.joining());
  }

  private String protocols() {
    return "FLEET:PLAINTEXT,CONTROLLER:PLAINTEXT"
        + IntStream.range(0, listeners.workers().size())
            .mapToObj(id -> ",WORKER" + id + ":PLAINTEXT")
            .collect(Collectors.joining());
  }

  private static void replication(Properties settings) {
    settings.setProperty("default.replication.factor", "3");
    settings.setProperty("min.insync.replicas", "2");
    settings.setProperty("unclean.leader.election.enable", "false");
    settings.setProperty("offsets.topic.replication.factor", "3");
    settings.setProperty("offsets.topic.num.partitions", "6");
    settings.setProperty("transaction.state.log.replication.factor", "3");
    settings.setProperty("share.coordinator.state.topic.replication.factor", "3");
    settings.setProperty("log.cleaner.dedupe.buffer.size", Integer.toString(4 * 1024 * 1024));
    settings.setProperty("log.index.size.max.bytes", Integer.toString(1024 * 1024));
  }

  private static void write(Properties settings, Path file) {
    try (Writer writer = Files.newBufferedWriter(file)) {
      settings.store(writer, "written by the fault suite");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
