package io.linkfleet.gateway.fleet;

import io.linkfleet.contract.Topics;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.tools.StorageTool;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.utils.Time;
import org.springframework.util.FileSystemUtils;

/// One Kafka node in this JVM with the fleet's topics on it; it can be stopped and started again.
public final class RealBroker implements AutoCloseable {
  public static final int PARTITIONS = 8;

  private final Path directory;
  private final int port = Ports.free();
  private final Properties settings;
  private KafkaRaftServer server;

  public RealBroker() {
    try {
      directory = Files.createTempDirectory("linkfleet-broker");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    settings = settings();
    format();
  }

  public String bootstrapServers() {
    return "127.0.0.1:" + port;
  }

  public RealBroker start() {
    server = new KafkaRaftServer(KafkaConfig.fromProps(settings, false), Time.SYSTEM);
    server.startup();
    return this;
  }

  public void stop() {
    server.shutdown();
    server.awaitShutdown();
  }

  public RealBroker withTopics(int commandPartitions) {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers()))) {
      admin
          .createTopics(
              List.of(
                  new NewTopic(Topics.COMMANDS, commandPartitions, (short) 1),
                  new NewTopic(Topics.REPLIES, 4, (short) 1),
                  new NewTopic(Topics.EVENTS, 4, (short) 1)))
          .all()
          .get();
      return this;
    } catch (Exception e) {
      throw new IllegalStateException("no topics", e);
    }
  }

  @Override
  public void close() throws IOException {
    stop();
    FileSystemUtils.deleteRecursively(directory);
  }

  private Properties settings() {
    int controllerPort = Ports.free();
    Properties properties = new Properties();
    properties.putAll(
        Map.ofEntries(
            Map.entry("process.roles", "broker,controller"),
            Map.entry("node.id", "1"),
            Map.entry("log.dirs", directory.resolve("log").toString()),
            Map.entry(
                "listeners",
                "FLEET://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + controllerPort),
            Map.entry("advertised.listeners", "FLEET://127.0.0.1:" + port),
            Map.entry("listener.security.protocol.map", "FLEET:PLAINTEXT,CONTROLLER:PLAINTEXT"),
            Map.entry("inter.broker.listener.name", "FLEET"),
            Map.entry("controller.listener.names", "CONTROLLER"),
            Map.entry("controller.quorum.voters", "1@127.0.0.1:" + controllerPort),
            Map.entry("auto.create.topics.enable", "false"),
            Map.entry("group.initial.rebalance.delay.ms", "0"),
            Map.entry("offsets.topic.replication.factor", "1"),
            Map.entry("offsets.topic.num.partitions", "1"),
            Map.entry("transaction.state.log.replication.factor", "1"),
            Map.entry("transaction.state.log.min.isr", "1"),
            Map.entry("share.coordinator.state.topic.replication.factor", "1"),
            Map.entry("share.coordinator.state.topic.min.isr", "1"),
            Map.entry("log.cleaner.dedupe.buffer.size", "4194304")));
    return properties;
  }

  private void format() {
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    try (PrintStream out = new PrintStream(said, true, StandardCharsets.UTF_8)) {
      Path file = directory.resolve("server.properties");
      StringWriter text = new StringWriter();
      settings.store(text, null);
      Files.writeString(file, text.toString());
      String id = "bGlua2ZsZWV0LXRlc3QxMQ";
      String[] arguments = {"format", "--cluster-id", id, "--config", file.toString()};
      if (StorageTool.execute(arguments, out) != 0) {
        throw new IllegalStateException(said.toString(StandardCharsets.UTF_8));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
