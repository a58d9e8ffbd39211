package io.linkfleet.local.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkfleet.gateway.GatewayApplication;
import io.linkfleet.local.FleetLog;
import io.linkfleet.local.FleetPort;
import io.linkfleet.local.FleetSettings;
import io.linkfleet.local.FreePorts;
import io.linkfleet.local.LocalOptions;
import io.linkfleet.local.Program;
import io.linkfleet.local.broker.FleetTopics;
import io.linkfleet.local.broker.LocalBroker;
import io.linkfleet.local.redis.LocalRedis;
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
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.util.FileSystemUtils;

/// A fleet on free ports and in a temporary directory, one for all the tests of this JVM that want
/// nothing special. Its parts can be stopped and started again one by one, and its deadlines are
/// short, so that outages are cheap.
final class FleetUnderTest implements AutoCloseable {
  /// How long a caller waits at most, as the gateway is configured here.
  static final Duration DEADLINE = Duration.ofSeconds(5);

  private static final Logger LOG = LoggerFactory.getLogger(FleetUnderTest.class);
  private static final FleetTopics TOPICS = new FleetTopics(8, 2, 8);

  private final AtomicInteger accounts = new AtomicInteger();
  private final Map<String, String> more;
  private final Path directory;
  private final StateDirectory state;
  private final LocalOptions options;
  private final FleetSettings settings;
  private LocalBroker broker;
  private LocalRedis redis;
  private final Simulator simulator;
  private final VersionPage versionPage = new VersionPage();
  private Program worker;
  private final Program gateway;
  private final Thread atExit = new Thread(this::stop);

  /// Started by the first who asks.
  private static final class Shared {
    static final FleetUnderTest FLEET = new FleetUnderTest(Map.of());
  }

  static FleetUnderTest shared() {
    return Shared.FLEET;
  }

  /// One of its own, to be closed by whoever asks: gateway and worker are given these settings,
  // too.
  static FleetUnderTest with(Map<String, String> settings) {
    return new FleetUnderTest(settings);
  }

  private FleetUnderTest(Map<String, String> more) {
    this.more = more;
    directory = temporaryDirectory();
    FleetLog.to(directory.resolve("fleet.log"));
    state = StateDirectory.open(directory);
    options = LocalOptions.parse(words());
    var secrets = FleetSecrets.loadOrMake(state.file("secrets"), new SecureRandom());
    settings = new FleetSettings(options, secrets, TOPICS.commands());
    Runtime.getRuntime().addShutdownHook(atExit);
    startBroker();
    TOPICS.ensure(broker.bootstrapServers());
    startRedis();
    simulator =
        Simulator.start(
            SimulatorSettings.defaults()
                .withPort(options.port(FleetPort.SIMULATOR))
                .withStateDirectory(state.simulator()));
    startWorker();
    gateway = Program.start(GatewayApplication.class, "gateway", gatewaySettings());
  }

  private static String[] words() {
    List<String> words = new ArrayList<>();
    var free = FreePorts.take(FleetPort.values().length).iterator();
    for (FleetPort port : FleetPort.values()) {
      words.add("--" + port.option() + "=" + free.next());
    }
    words.add("--linkfleet.dispatch.reply-timeout=" + DEADLINE);
    words.add("--linkfleet.dispatch.connect-timeout=20s");
    words.add("--linkfleet.worker.backoff-unit=100ms");
    words.add("--linkfleet.worker.backoff-cap=2s");
    return words.toArray(String[]::new);
  }

  Http http() {
    return new Http(base(FleetPort.GATEWAY));
  }

  Simulation simulation() {
    return new Simulation(new Http(base(FleetPort.SIMULATOR)));
  }

  private URI base(FleetPort port) {
    return URI.create("http://127.0.0.1:" + options.port(port));
  }

  /// The worker, as operators reach it.
  Http worker() {
    return new Http(base(FleetPort.WORKER_MANAGEMENT));
  }

  /// The gateway, as operators reach it.
  Http gateway() {
    return new Http(base(FleetPort.GATEWAY_MANAGEMENT));
  }

  /// What gateway and worker tell their monitoring.
  String metrics() {
    return List.of(FleetPort.GATEWAY_MANAGEMENT, FleetPort.WORKER_MANAGEMENT).stream()
        .map(port -> new Http(base(port)).get("/actuator/prometheus").body())
        .reduce("", String::concat);
  }

  /// An account nobody else uses.
  Tenant newTenant() {
    String name = "tenant-" + accounts.incrementAndGet();
    String operator = "Bearer " + settings.secrets().operatorToken();
    Response created =
        http().post("/admin/accounts", Map.of("name", name), "Authorization", operator);
    assertThat(created.status()).as(created.body()).isEqualTo(201);
    return new Tenant(http(), simulation(), created.json().at("/account/token").asString());
  }

  /// All that was ever told on the topic of events.
  EventLog events() {
    return new EventLog(broker.bootstrapServers());
  }

  List<ConsumerRecord<byte[], byte[]>> recordsOf(String topic) {
    return TopicRecords.of(broker.bootstrapServers(), topic);
  }

  /// What WhatsApp publishes as its client's version.
  VersionPage versionPage() {
    return versionPage;
  }

  /// As a network failure does it: every socket between worker and WhatsApp is gone.
  void dropConnections() {
    simulator.dropConnections();
  }

  void startWorker() {
    worker = Program.start(WorkerApplication.class, "worker", workerSettings());
  }

  Map<String, String> gatewaySettings() {
    return withMore(settings.gateway());
  }

  Map<String, String> workerSettings() {
    var whatsApp =
        Map.of(
            "linkfleet.whatsapp.url", simulator.chatUrl().toString(),
            "linkfleet.whatsapp.root-key", simulator.rootKeyHex(),
            "linkfleet.whatsapp.version-url", versionPage.url().toString(),
            "linkfleet.whatsapp.version-interval", "3s");
    return withMore(settings.worker(whatsApp));
  }

  private Map<String, String> withMore(Map<String, String> usual) {
    Map<String, String> all = new HashMap<>(usual);
    all.putAll(more);
    return all;
  }

  void stopWorker() {
    worker.close();
  }

  void startBroker() {
    broker =
        LocalBroker.start(
            state.kafka(), options.port(FleetPort.KAFKA), options.port(FleetPort.KAFKA_CONTROLLER));
  }

  void stopBroker() {
    broker.close();
  }

  void startRedis() {
    redis = LocalRedis.start(state.redis(), options.port(FleetPort.REDIS));
  }

  void stopRedis() {
    redis.close();
  }

  /// It stands still: it holds its sockets and answers nothing.
  void freezeRedis() {
    signalRedis("STOP");
  }

  void thawRedis() {
    signalRedis("CONT");
  }

  private void signalRedis(String signal) {
    try {
      int status =
          new ProcessBuilder("sh", "-c", "kill -" + signal + " " + redis.pid()).start().waitFor();
      assertThat(status).isZero();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    Runtime.getRuntime().removeShutdownHook(atExit);
    stop();
  }

  private void stop() {
    for (AutoCloseable part :
        new AutoCloseable[] {gateway, worker, versionPage, simulator, redis, broker, state}) {
      try {
        if (part != null) {
          part.close();
        }
      } catch (Exception e) {
        LOG.warn("a part of the fleet under test did not stop", e);
      }
    }
    deleteDirectory();
  }

  private void deleteDirectory() {
    try {
      FileSystemUtils.deleteRecursively(directory);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path temporaryDirectory() {
    try {
      return Files.createTempDirectory("linkfleet");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
