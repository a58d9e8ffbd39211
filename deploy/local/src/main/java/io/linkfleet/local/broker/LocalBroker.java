package io.linkfleet.local.broker;

import io.linkfleet.local.ports.LoopbackPort;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.tools.StorageTool;
import org.apache.kafka.common.utils.Time;

/// One Kafka node on 127.0.0.1 that serves from the moment [#start] returns until [#close] returns.
/// What it acknowledged is on disk and there again after the next start on the same directory.
public final class LocalBroker implements AutoCloseable {
  /// Every node formatted by us has this id; it only has to be the same at each start.
  private static final String CLUSTER_ID = "bGlua2ZsZWV0LWxvY2FsMQ";

  private static final int NODE_ID = 1;

  private final KafkaRaftServer server;
  private final int port;

  private LocalBroker(KafkaRaftServer server, int port) {
    this.server = server;
    this.port = port;
  }

  /// Formats the directory if it is new. Throws [io.linkfleet.local.ports.PortTaken], or
  /// [IllegalStateException] when the node does not come up.
  public static LocalBroker start(Path directory, int port, int controllerPort) {
    return start(directory, port, controllerPort, new Properties());
  }

  /// With settings of the caller's in place of the usual ones.
  public static LocalBroker start(Path directory, int port, int controllerPort, Properties own) {
    new LoopbackPort(port).requireFree("Kafka");
    new LoopbackPort(controllerPort).requireFree("the Kafka controller");
    Properties settings = settings(directory, port, controllerPort);
    settings.putAll(own);
    format(directory, settings);
    var server = new KafkaRaftServer(KafkaConfig.fromProps(settings, false), Time.SYSTEM);
    try {
      server.startup();
    } catch (RuntimeException e) {
      server.shutdown();
      throw new IllegalStateException("the Kafka broker did not start on port " + port, e);
    }
    return new LocalBroker(server, port);
  }

  public String bootstrapServers() {
    return "127.0.0.1:" + port;
  }

  @Override
  public void close() {
    server.shutdown();
    server.awaitShutdown();
  }

  private static Properties settings(Path directory, int port, int controllerPort) {
    var settings = new Properties();
    settings.setProperty("process.roles", "broker,controller");
    settings.setProperty("node.id", Integer.toString(NODE_ID));
    settings.setProperty("log.dirs", directory.resolve("log").toString());
    settings.setProperty(
        "listeners", "FLEET://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + controllerPort);
    settings.setProperty("advertised.listeners", "FLEET://127.0.0.1:" + port);
    settings.setProperty("listener.security.protocol.map", "FLEET:PLAINTEXT,CONTROLLER:PLAINTEXT");
    settings.setProperty("inter.broker.listener.name", "FLEET");
    settings.setProperty("controller.listener.names", "CONTROLLER");
    settings.setProperty("controller.quorum.voters", NODE_ID + "@127.0.0.1:" + controllerPort);
    settings.setProperty("auto.create.topics.enable", "false");
    settings.setProperty("group.initial.rebalance.delay.ms", "0");
    // As short as a worker's own, where the broker decides (KIP-848).
    settings.setProperty("group.consumer.session.timeout.ms", "6000");
    settings.setProperty("group.consumer.min.session.timeout.ms", "6000");
    settings.setProperty("group.consumer.heartbeat.interval.ms", "1000");
    settings.setProperty("group.consumer.min.heartbeat.interval.ms", "1000");
    alone(settings);
    return settings;
  }

  /// One node can't replicate, and needs few partitions for its own book-keeping.
  private static void alone(Properties settings) {
    settings.setProperty("default.replication.factor", "1");
    settings.setProperty("offsets.topic.replication.factor", "1");
    settings.setProperty("offsets.topic.num.partitions", "4");
    settings.setProperty("transaction.state.log.replication.factor", "1");
    settings.setProperty("transaction.state.log.min.isr", "1");
    settings.setProperty("share.coordinator.state.topic.replication.factor", "1");
    settings.setProperty("share.coordinator.state.topic.min.isr", "1");
    settings.setProperty("log.cleaner.dedupe.buffer.size", Integer.toString(4 * 1024 * 1024));
    settings.setProperty("log.index.size.max.bytes", Integer.toString(1024 * 1024));
  }

  private static void format(Path directory, Properties settings) {
    var said = new ByteArrayOutputStream();
    try (var out = new PrintStream(said, true, StandardCharsets.UTF_8)) {
      Files.createDirectories(directory);
      Path file = directory.resolve("server.properties");
      Files.writeString(file, text(settings));
      String[] arguments = {
        "format", "--ignore-formatted", "--cluster-id", CLUSTER_ID, "--config", file.toString()
      };
      if (StorageTool.execute(arguments, out) != 0) {
        throw new IllegalStateException("Kafka refused to format " + directory);
      }
    } catch (IOException | RuntimeException e) {
      throw new IllegalStateException(
          "no Kafka log in %s: %s".formatted(directory, said.toString(StandardCharsets.UTF_8)), e);
    }
  }

  private static String text(Properties settings) throws IOException {
    var text = new StringWriter();
    settings.store(text, "written at every start of the local broker");
    return text.toString();
  }
}
