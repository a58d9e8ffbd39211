package io.linkfleet.local.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/// A point on the way to being connected at which WhatsApp is made to stand still.
enum Moment {
  NO_CODE_YET,
  CODE_SHOWN,
  /// The phone has scanned, and its word has not arrived.
  SCANNED,
  /// Between pair-success and the restart that ends pairing.
  PAIRED,
  /// Between that restart and the first login.
  RESTARTED,
  LOGGING_IN,
  RECONNECTING,
  BACKING_OFF;

  /// An instance at that point, the phone it is being linked to, the last code it showed, and the
  /// caller that still waits for one.
  record Scene(
      Tenant.Instance instance,
      Simulation.Phone phone,
      Optional<String> code,
      Optional<CompletableFuture<Response>> waiting) {}

  /// Whether the phone lists the device by then.
  boolean hasDevice() {
    return switch (this) {
      case NO_CODE_YET, CODE_SHOWN, SCANNED -> false;
      case PAIRED, RESTARTED, LOGGING_IN, RECONNECTING, BACKING_OFF -> true;
    };
  }

  Scene enter(FleetUnderTest fleet, Tenant tenant) {
    Tenant.Instance instance = tenant.create("support");
    return switch (this) {
      case NO_CODE_YET -> connecting(fleet.simulation(), instance);
      case CODE_SHOWN -> showing(fleet.simulation(), instance);
      case SCANNED, PAIRED, RESTARTED, LOGGING_IN -> scanned(fleet.simulation(), instance);
      case RECONNECTING -> reconnecting(fleet.simulation(), instance);
      case BACKING_OFF -> backingOff(fleet, instance);
    };
  }

  private static Scene connecting(Simulation simulation, Tenant.Instance instance) {
    long registrations = simulation.stat("registrations");
    simulation.hold("pairDevice");
    var waiting = inBackground(instance::connect);
    awaitMore(simulation, "registrations", registrations);
    return new Scene(instance, simulation.newPhone(), Optional.empty(), Optional.of(waiting));
  }

  private static Scene showing(Simulation simulation, Tenant.Instance instance) {
    return new Scene(
        instance, simulation.newPhone(), Optional.of(instance.qrCode()), Optional.empty());
  }

  private Scene scanned(Simulation simulation, Tenant.Instance instance) {
    Scene scene = showing(simulation, instance);
    long connections = simulation.stat("connections");
    long logins = simulation.stat("logins");
    simulation.hold(
        switch (this) {
          case SCANNED -> "pairSuccess";
          case PAIRED -> "restart";
          case RESTARTED -> "hello";
          case NO_CODE_YET, CODE_SHOWN, LOGGING_IN, RECONNECTING, BACKING_OFF -> "success";
        });
    scene.phone().scan(scene.code().orElseThrow());
    switch (this) {
      case PAIRED -> await().until(() -> scene.phone().devices().size() == 1);
      case RESTARTED -> awaitMore(simulation, "connections", connections);
      case LOGGING_IN -> awaitMore(simulation, "logins", logins);
      case NO_CODE_YET, CODE_SHOWN, SCANNED, RECONNECTING, BACKING_OFF -> {}
    }
    return scene;
  }

  private static Scene reconnecting(Simulation simulation, Tenant.Instance instance) {
    Simulation.Phone phone = instance.link();
    long connections = simulation.stat("connections");
    simulation.hold("hello");
    assertThat(instance.reconnect().status()).isEqualTo(200);
    awaitMore(simulation, "connections", connections);
    return new Scene(instance, phone, Optional.empty(), Optional.empty());
  }

  private static Scene backingOff(FleetUnderTest fleet, Tenant.Instance instance) {
    Simulation.Phone phone = instance.link();
    long refused = fleet.simulation().stat("refusedConnections");
    fleet.simulation().setFaults(Map.of("refuseConnections", true));
    fleet.dropConnections();
    awaitMore(fleet.simulation(), "refusedConnections", refused);
    return new Scene(instance, phone, Optional.empty(), Optional.empty());
  }

  private static void awaitMore(Simulation simulation, String stat, long before) {
    await("more " + stat).until(() -> simulation.stat(stat) > before);
  }

  static <T> CompletableFuture<T> inBackground(Supplier<T> call) {
    return CompletableFuture.supplyAsync(call, task -> Thread.ofVirtual().start(task));
  }
}
