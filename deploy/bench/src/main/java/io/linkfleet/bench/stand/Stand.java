package io.linkfleet.bench.stand;

import io.linkfleet.bench.seed.LinkedDevices;
import io.linkfleet.bench.seed.RegisteredDevices;
import io.linkfleet.contract.Partitions;
import io.linkfleet.faults.process.Ports;
import io.linkfleet.faults.process.Watchdog;
import io.linkfleet.local.broker.FleetTopics;
import io.linkfleet.local.broker.LocalBroker;
import io.linkfleet.local.redis.LocalRedis;
import io.linkfleet.registry.RedisUrl;
import io.linkfleet.registry.Registry;
import io.linkfleet.registry.RegistryOptions;
import io.linkfleet.registry.Replication;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// What a worker needs around it, on loopback: a broker, a Redis and a simulated WhatsApp that
/// knows the devices. [#close] ends all of it, workers included; so does the end of this JVM.
public final class Stand implements AutoCloseable {
  private static final int PARTITIONS = 64;
  private static final Duration REDIS_TIMEOUT = Duration.ofSeconds(5);

  private final Path home;
  private final LinkedDevices devices;
  private final Ports ports;
  private final Watchdog watchdog = Watchdog.start();
  private final Secrets secrets;
  private final LocalBroker broker;
  private final int redisPort;
  private final LocalRedis redis;
  private final Registry registry;
  private final RegisteredDevices registered;
  private final WhatsAppStandIn whatsApp;

  private Stand(Path home, LinkedDevices devices, SecureRandom random) {
    this.home = home;
    this.devices = devices;
    this.ports = new Ports(new Random(random.nextLong()));
    this.secrets = Secrets.random(random);
    this.broker = LocalBroker.start(home.resolve("kafka"), ports.next(), ports.next());
    new FleetTopics(PARTITIONS, 4, PARTITIONS).ensure(broker.bootstrapServers());
    this.redisPort = ports.next();
    this.redis = LocalRedis.start(home.resolve("redis"), redisPort);
    Partitions partitions = new Partitions(PARTITIONS);
    this.registry =
        Registry.open(
            new RegistryOptions(
                new RedisUrl(redis.url()),
                partitions,
                REDIS_TIMEOUT,
                Replication.NONE,
                secrets.sharedSeal(random)));
    this.registered =
        new RegisteredDevices(
            registry, partitions, secrets.credentialSeal(random), InstantSource.system(), random);
    this.whatsApp = WhatsAppStandIn.start(home, ports, devices, random, watchdog);
  }

  /// With so many devices. Every one is linked at WhatsApp's side; none is registered yet.
  public static Stand start(Path home, int devices) {
    SecureRandom random = new SecureRandom();
    return new Stand(home, LinkedDevices.generate(devices, random), random);
  }

  public LinkedDevices devices() {
    return devices;
  }

  public RegisteredDevices registered() {
    return registered;
  }

  public WhatsAppStandIn whatsApp() {
    return whatsApp;
  }

  public RedisFigures redis() {
    return new RedisFigures(redisPort, redis.pid());
  }

  /// A worker as in production, but for its pace in logins per second.
  public WorkerUnderTest worker(String name, Collector collector, int pace) {
    List<String> settings = settings(name, whatsApp.plainUrl(), pace);
    return WorkerUnderTest.start(name, home, ports.next(), collector.flags(), settings, watchdog);
  }

  /// The same over TLS, the certificate verified.
  public WorkerUnderTest secureWorker(String name, Collector collector, int pace) {
    List<String> flags = new ArrayList<>(collector.flags());
    flags.addAll(whatsApp.trust());
    List<String> settings = settings(name, whatsApp.secureUrl(), pace);
    return WorkerUnderTest.start(name, home, ports.next(), flags, settings, watchdog);
  }

  private List<String> settings(String name, URI chat, int pace) {
    List<String> settings = new ArrayList<>(secrets.ofWorker());
    settings.add("--spring.kafka.bootstrap-servers=" + broker.bootstrapServers());
    settings.add("--linkfleet.partitions=" + PARTITIONS);
    settings.add("--linkfleet.redis.url=" + redis.url());
    settings.add("--linkfleet.worker.id=" + name);
    settings.add("--linkfleet.worker.reconnects-per-second=" + pace);
    settings.add("--linkfleet.whatsapp.url=" + chat);
    settings.add("--linkfleet.whatsapp.root-key=" + whatsApp.rootKey());
    return settings;
  }

  @Override
  public void close() {
    whatsApp.close();
    registry.close();
    redis.close();
    broker.close();
    watchdog.close();
  }
}
