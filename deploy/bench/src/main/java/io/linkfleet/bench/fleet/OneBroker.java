package io.linkfleet.bench.fleet;

import io.linkfleet.faults.broker.BrokerProgram;
import io.linkfleet.faults.broker.ClusterView;
import io.linkfleet.faults.process.Patience;
import io.linkfleet.faults.process.ServerProcess;
import io.linkfleet.faults.process.Watchdog;
import io.linkfleet.local.broker.FleetTopics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/// One Kafka node that is broker and controller at once, as a process.
final class OneBroker {
  private static final int HEAP_MEGABYTES = 512;
  private static final Duration UP_WITHIN = Duration.ofMinutes(2);

  private final ServerProcess process;
  private final int port;

  OneBroker(Path home, int port, int controller, Watchdog watchdog) {
    this.port = port;
    Path file = home.resolve("kafka.properties");
    write(settings(home.resolve("kafka"), port, controller), file);
    List<String> command =
        ProductionJvm.beside(BrokerProgram.class, HEAP_MEGABYTES).with(List.of(file.toString()));
    process = new ServerProcess("kafka", () -> command, home.resolve("kafka.log"), watchdog);
  }

  ServerProcess process() {
    return process;
  }

  String bootstrapServers() {
    return "127.0.0.1:" + port;
  }

  void awaitReady(FleetTopics topics) {
    var view = new ClusterView(bootstrapServers());
    Patience.require("the Kafka node", UP_WITHIN, () -> view.nodes() == 1);
    topics.ensure(bootstrapServers());
  }

  private static Properties settings(Path directory, int port, int controller) {
    var settings = new Properties();
    settings.putAll(
        Map.of(
            "process.roles",
            "broker,controller",
            "node.id",
            "1",
            "log.dirs",
            directory.toString(),
            "controller.quorum.voters",
            "1@127.0.0.1:" + controller,
            "controller.listener.names",
            "CONTROLLER",
            "inter.broker.listener.name",
            "FLEET",
            "listeners",
            "FLEET://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + controller,
            "advertised.listeners",
            "FLEET://127.0.0.1:" + port,
            "listener.security.protocol.map",
            "FLEET:PLAINTEXT,CONTROLLER:PLAINTEXT",
            "auto.create.topics.enable",
            "false"));
    settings.putAll(
        Map.of(
            "group.initial.rebalance.delay.ms",
            "0",
            "default.replication.factor",
            "1",
            "offsets.topic.replication.factor",
            "1",
            "offsets.topic.num.partitions",
            "4",
            "transaction.state.log.replication.factor",
            "1",
            "transaction.state.log.min.isr",
            "1",
            "share.coordinator.state.topic.replication.factor",
            "1",
            "share.coordinator.state.topic.min.isr",
            "1",
            "log.index.size.max.bytes",
            Integer.toString(1024 * 1024)));
    return settings;
  }

  private static void write(Properties settings, Path file) {
    try (Writer writer = Files.newBufferedWriter(file)) {
      settings.store(writer, "written by the bench");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
