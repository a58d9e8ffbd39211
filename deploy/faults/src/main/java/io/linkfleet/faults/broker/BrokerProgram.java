package io.linkfleet.faults.broker;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.tools.StorageTool;
import org.apache.kafka.common.utils.Time;

/// One Kafka node as a program: formats its directory if that is new, and runs until it is ended.
/// Its one argument is the file with its settings.
public final class BrokerProgram {
  /// Every node of the suite has this cluster id.
  private static final String CLUSTER_ID = "bGlua2ZsZWV0LWZhdWx0cw";

  private BrokerProgram() {}

  public static void main(String[] arguments) throws IOException {
    Path file = Path.of(arguments[0]);
    var settings = new Properties();
    try (Reader reader = Files.newBufferedReader(file)) {
      settings.load(reader);
    }
    String[] format = {
      "format", "--ignore-formatted", "--cluster-id", CLUSTER_ID, "--config", file.toString()
    };
    if (StorageTool.execute(format, System.out) != 0) {
      throw new IllegalStateException("Kafka refused to format its directory");
    }
    var server = new KafkaRaftServer(KafkaConfig.fromProps(settings, false), Time.SYSTEM);
    Runtime.getRuntime().addShutdownHook(new Thread(server::shutdown, "stop"));
    server.startup();
    server.awaitShutdown();
  }
}
