package io.linkfleet.worker.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulRedisConnection;
import io.linkfleet.contract.AccountId;
import io.linkfleet.contract.Command;
import io.linkfleet.contract.CommandEnvelope;
import io.linkfleet.contract.CommandId;
import io.linkfleet.contract.InstanceEvent;
import io.linkfleet.contract.InstanceId;
import io.linkfleet.contract.InstanceName;
import io.linkfleet.contract.Partitions;
import io.linkfleet.contract.Reply;
import io.linkfleet.contract.SharedKeys;
import io.linkfleet.contract.SharedSeal;
import io.linkfleet.contract.Standing;
import io.linkfleet.registry.Creation;
import io.linkfleet.registry.EventQueue;
import io.linkfleet.registry.Fence;
import io.linkfleet.registry.InstanceRecord;
import io.linkfleet.registry.RedisUrl;
import io.linkfleet.registry.Registry;
import io.linkfleet.registry.RegistryOptions;
import io.linkfleet.registry.RegistryUnavailable;
import io.linkfleet.registry.Replication;
import io.linkfleet.simulator.SimulatedPhone;
import io.linkfleet.simulator.Simulator;
import io.linkfleet.simulator.SimulatorSettings;
import io.linkfleet.tracing.Spans;
import io.linkfleet.worker.device.CredentialSeal;
import io.linkfleet.worker.device.DeviceStore;
import io.linkfleet.worker.device.SealingKeys;
import io.linkfleet.worker.device.SecretBytes;
import io.linkfleet.worker.device.StoredDevices;
import io.linkfleet.worker.errand.Errand;
import io.linkfleet.worker.outage.Outages;
import io.linkfleet.worker.pause.PauseWatch;
import io.linkfleet.worker.whatsapp.Connection;
import io.linkfleet.worker.whatsapp.NettyWhatsApp;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import redis.embedded.RedisServer;

/// A real Redis, a simulated WhatsApp, the real client, and instances to try sessions on.
final class Workbench implements AutoCloseable {
  private static final Partitions PARTITIONS = new Partitions(64);
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  final Simulator simulator;
  final Registry registry;
  private final RedisServer redis;
  private final String redisProcess;
  private final NettyWhatsApp whatsApp;
  final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final Timers timers = new Timers();
  private final ExecutorService mailboxes = Executors.newVirtualThreadPerTaskExecutor();
  private final SecureRandom random = new SecureRandom();
  private final DeviceStore devices;
  private final Surroundings surroundings;

  Workbench() throws IOException {
    int port = freePort();
    redis = RedisServer.newRedisServer().port(port).bind("127.0.0.1").setting("save \"\"").build();
    redis.start();
    redisProcess = processOf("redis://127.0.0.1:" + port);
    simulator = Simulator.start(SimulatorSettings.defaults().withPort(0));
    registry =
        Registry.open(
            new RegistryOptions(
                new RedisUrl("redis://127.0.0.1:" + port),
                PARTITIONS,
                Duration.ofSeconds(2),
                Replication.NONE,
                new SharedSeal(
                    new SharedKeys(
                        "k1", Map.of("k1", "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=")),
                    random)));
    InstantSource clock = InstantSource.system();
    whatsApp = WhatsAppForTests.against(simulator, random);
    SealingKeys keys = new SealingKeys("k1", Map.of("k1", SecretBytes.of(new byte[32])));
    devices = new DeviceStore(registry.devices(), new CredentialSeal(keys, random), clock);
    Backoff backoff = new Backoff(Duration.ofMillis(50), Duration.ofMillis(200), random);
    surroundings =
        new Surroundings(
            whatsApp,
            devices,
            timers,
            backoff,
            clock,
            random,
            Outages.watchedBy(clock),
            new PauseWatch(Duration.ofMinutes(1), clock),
            new SessionMeters(meters, clock),
            new TransitionHistory());
  }

  /// An instance that exists and was never linked.
  InstanceId instance() {
    AccountId account =
        registry
            .accounts(InstantSource.system(), random)
            .create("test", 10, OptionalInt.empty())
            .account()
            .id();
    Creation creation =
        registry
            .instances(InstantSource.system(), random)
            .create(account, new InstanceName("mine"), Optional.empty());
    return ((Creation.Created) creation).instance().id();
  }

  Owned own(InstanceId instance) {
    return new Owned(instance);
  }

  StoredDevices stored(InstanceId instance) {
    return devices.load(instance).orElseThrow();
  }

  boolean exists(InstanceId instance) {
    return devices.load(instance).isPresent();
  }

  InstanceRecord record(InstanceId instance) {
    return registry
        .instances(InstantSource.system(), random)
        .recordsOf(List.of(instance))
        .get(instance);
  }

  /// Somebody else connects with the keys of the instance, for as long as it is not closed.
  AutoCloseable intrude(InstanceId instance) {
    Connection connection =
        whatsApp.login(stored(instance).current().orElseThrow(), () -> true, _ -> {});
    return connection::close;
  }

  void stopRedis() throws IOException {
    redis.stop();
  }

  /// Returns when the registry has found it again.
  void startRedis() throws IOException {
    redis.start();
    await(this::redisAnswers);
  }

  /// Its process stands still: what it is sent, it reads when it thaws.
  void freezeRedis() throws IOException {
    signalRedis("STOP");
  }

  /// Returns when the registry has found it again.
  void thawRedis() throws IOException {
    signalRedis("CONT");
    await(this::redisAnswers);
  }

  private void signalRedis(String signal) throws IOException {
    try {
      int status =
          new ProcessBuilder("kill", "-" + signal, redisProcess).inheritIO().start().waitFor();
      assertThat(status).isZero();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  private static String processOf(String url) {
    try (RedisClient client = RedisClient.create(url);
        StatefulRedisConnection<String, String> connection = client.connect()) {
      return connection
          .sync()
          .info("server")
          .lines()
          .filter(line -> line.startsWith("process_id:"))
          .map(line -> line.substring("process_id:".length()).strip())
          .findFirst()
          .orElseThrow();
    }
  }

  private boolean redisAnswers() {
    try {
      registry.ping();
      return true;
    } catch (RegistryUnavailable away) {
      return false;
    }
  }

  static void await(BooleanSupplier condition) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("not within " + PATIENCE);
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  @Override
  public void close() throws IOException {
    timers.close();
    whatsApp.close();
    mailboxes.shutdownNow();
    registry.close();
    simulator.close();
    redis.stop();
  }

  /// A session and the partition owner it answers to.
  final class Owned implements Session.Owner {
    private final InstanceId instance;
    private final Fence fence;
    private final Session session;
    private final Map<CommandId, CompletableFuture<Reply>> answers = new ConcurrentHashMap<>();
    final CountDownLatch steppedBack = new CountDownLatch(1);
    final AtomicInteger rests = new AtomicInteger();

    private Owned(InstanceId instance) {
      this.instance = instance;
      this.fence = registry.ownerships().take(PARTITIONS.of(instance), "worker-under-test");
      this.session = new Session(instance, this, surroundings, mailboxes);
    }

    Session session() {
      return session;
    }

    CompletableFuture<Reply> asks(Command command, Duration deadline) {
      CommandId id = CommandId.random(random);
      CompletableFuture<Reply> answer = answers.computeIfAbsent(id, _ -> new CompletableFuture<>());
      Instant now = Instant.now();
      CommandEnvelope envelope = new CommandEnvelope(id, instance, command, now.plus(deadline), 0);
      session.command(envelope, new Errand(envelope, Optional.empty(), now, Spans.OFF));
      return answer;
    }

    Reply awaits(Command command) {
      return asks(command, PATIENCE).orTimeout(30, TimeUnit.SECONDS).join();
    }

    /// Scans a fresh code and waits until the instance is online.
    Owned linkedTo(SimulatedPhone phone) {
      Reply.QrCodeGenerated code = (Reply.QrCodeGenerated) awaits(new Command.Connect());
      phone.scan(code.qrCode());
      await(() -> record(instance).status().wireName().equals("connected"));
      return this;
    }

    /// What was stored for whoever wants to hear of the instance, oldest first.
    List<Standing> told() {
      EventQueue queue = new EventQueue(fence, instance);
      return registry.outbox().toPublish(List.of(queue)).of().get(queue).stream()
          .map(InstanceEvent::standing)
          .toList();
    }

    @Override
    public Fence fence() {
      return fence;
    }

    @Override
    public void proveOwnership() {
      registry.ownerships().prove(fence);
    }

    @Override
    public void answer(CommandId command, Reply reply) {
      if (!answers.get(command).complete(reply)) {
        throw new IllegalStateException("answered twice");
      }
    }

    /// Nobody publishes here.
    @Override
    public void stored(InstanceId changed) {}

    @Override
    public void atRest(InstanceId resting, BooleanSupplier nothingComes) {
      if (nothingComes.getAsBoolean()) {
        rests.incrementAndGet();
      }
    }

    /// It is always everybody's turn.
    @Override
    public void awaitTurn(Runnable task) {
      task.run();
    }

    @Override
    public void stepBack() {
      steppedBack.countDown();
    }
  }
}
