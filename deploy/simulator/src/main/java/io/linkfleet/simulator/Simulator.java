package io.linkfleet.simulator;

import io.linkfleet.simulator.chat.ChatServer;
import io.linkfleet.simulator.control.ControlApi;
import io.linkfleet.simulator.control.Doorkeeper;
import io.linkfleet.simulator.count.Counts;
import io.linkfleet.simulator.count.Stats;
import io.linkfleet.simulator.fault.FaultSwitch;
import io.linkfleet.simulator.fault.Faults;
import io.linkfleet.simulator.phone.Phones;
import io.linkfleet.simulator.state.Storage;
import io.linkfleet.simulator.state.TrustKeys;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HexFormat;

/// A running simulator. May be used from any thread, except its own; calls wait until they have
/// taken effect.
public final class Simulator implements AutoCloseable {
  /// Devices are stored as they change; counts are worth losing a few seconds of.
  private static final Duration COUNTS_SAVED = Duration.ofSeconds(5);

  private final String host;
  private final Storage storage;
  private final TrustKeys trust;
  private final Counts counts;
  private final Phones phones;
  private final FaultSwitch faults = new FaultSwitch();
  private final ChatServer chat;
  private final Listener listener;

  private Simulator(SimulatorSettings settings, InstantSource clock, SecureRandom random) {
    this.host = settings.host();
    this.storage = Storage.in(settings.stateDirectory());
    this.trust = storage.trustKeys(random);
    this.counts = new Counts(storage.counts());
    this.phones = new Phones(storage.phones(), storage::save, random);
    this.chat =
        new ChatServer(
            settings.rules(),
            trust,
            phones,
            counts,
            faults::get,
            new ChatServer.Clockwork(clock, random));
    ControlApi control = new ControlApi(phones, chat, faults, this::currentStats, rootKeyHex());
    this.listener =
        Listener.open(
            settings.host(),
            settings.port(),
            settings.tls(),
            () -> new Doorkeeper(chat, control, faults, counts));
    listener.every(COUNTS_SAVED, () -> storage.save(counts.snapshot()));
  }

  /// Starts listening; throws [java.io.UncheckedIOException] if the port is taken or the state
  /// directory unusable.
  public static Simulator start(SimulatorSettings settings) {
    return start(settings, InstantSource.system(), new SecureRandom());
  }

  static Simulator start(SimulatorSettings settings, InstantSource clock, SecureRandom random) {
    return new Simulator(settings, clock, random);
  }

  public int port() {
    return listener.port();
  }

  /// Where clients connect.
  public URI chatUrl() {
    return URI.create("ws://" + host + ":" + port() + Doorkeeper.CHAT_PATH);
  }

  /// Where the control API is.
  public URI controlUrl() {
    return URI.create("http://" + host + ":" + port());
  }

  /// The public half of the root that clients must trust, 64 hex digits.
  public String rootKeyHex() {
    return HexFormat.of().formatHex(trust.root().publicKey().toBytes());
  }

  /// The phone with this number, switched on for the first time if need be.
  public SimulatedPhone phone(String number) {
    return new SimulatedPhone(listener.call(() -> phones.findOrAdd(number)), chat, listener);
  }

  /// Puts these faults in force in place of all others.
  public void faults(Faults inForce) {
    faults.replace(inForce);
  }

  public Faults faults() {
    return faults.get();
  }

  public Stats stats() {
    return listener.call(this::currentStats);
  }

  /// Cuts every client's connection without a word, as a network failure does.
  public void dropConnections() {
    listener.call(
        () -> {
          chat.dropConnections();
          return true;
        });
  }

  /// Cuts all connections, stores the counts and stops. Does nothing the second time.
  @Override
  public void close() {
    if (listener.close()) {
      storage.save(counts.snapshot());
    }
  }

  private Stats currentStats() {
    return new Stats(
        counts.snapshot(), chat.openConnections(), phones.linkedDevices(), phones.size());
  }
}
