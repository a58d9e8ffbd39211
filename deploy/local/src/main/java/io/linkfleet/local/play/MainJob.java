package io.linkfleet.local.play;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import tools.jackson.databind.JsonNode;

/// Create an instance, connect it, let a phone scan, see it connected, log it out. Against a fleet
/// without a simulator it ends with the QR code: whoever holds a real phone goes on.
public final class MainJob {
  private static final String NUMBER = "5511999990001";
  private static final Duration CONNECTED_WITHIN = Duration.ofSeconds(30);
  private static final long BETWEEN_LOOKS = Duration.ofMillis(500).toNanos();

  private final Caller account;
  private final Optional<Caller> simulator;
  private final PrintStream out;

  public MainJob(Caller account, Optional<Caller> simulator, PrintStream out) {
    this.account = account;
    this.simulator = simulator;
    this.out = out;
  }

  /// Throws [PlayFailed] at the first answer that is not what it should be.
  public void play(String instance) {
    step("Create an instance");
    Map<String, String> wish = Map.of("name", instance);
    Answer created =
        account.call("POST", "/api/instance/new", wish).requireStatus(201, "the creation");
    Caller holder = account.withToken(created.body().at("/instance/token").asString());

    step("Connect it: the answer is a QR code");
    Answer code =
        holder
            .call("GET", "/api/instance/connect/" + instance)
            .requireStatus(200, "the connection");
    String qrCode = code.body().path("qrCode").asString();
    out.println();
    out.print(TerminalQr.draw(qrCode));

    if (simulator.isEmpty()) {
      step("Scan it with a phone: WhatsApp, Linked devices, Link a device");
      return;
    }
    SimulatedPhone phone = scan(simulator.get(), qrCode);
    watchConnected(holder, instance);
    logout(holder, instance, phone);
  }

  private SimulatedPhone scan(Caller simulator, String qrCode) {
    step("A simulated phone scans it");
    SimulatedPhone phone = SimulatedPhone.buy(simulator, NUMBER);
    phone.scan(qrCode);
    return phone;
  }

  private void watchConnected(Caller holder, String instance) {
    step("The instance is connected");
    String list = "/api/instance/list?instanceName=" + instance;
    long deadline = System.nanoTime() + CONNECTED_WITHIN.toNanos();
    while (!isConnected(holder.silently().call("GET", list))) {
      if (System.nanoTime() - deadline > 0) {
        break;
      }
      LockSupport.parkNanos(BETWEEN_LOOKS);
    }
    Answer seen = holder.call("GET", list).requireStatus(200, "the list");
    if (!isConnected(seen)) {
      throw new PlayFailed("not connected %s after the scan".formatted(CONNECTED_WITHIN));
    }
  }

  private static boolean isConnected(Answer list) {
    JsonNode status = list.body().at("/instances/0/status");
    return status.asString("").equals("connected");
  }

  private void logout(Caller holder, String instance, SimulatedPhone phone) {
    step("Log it out: the answer comes when WhatsApp has confirmed");
    holder.call("DELETE", "/api/instance/logout/" + instance).requireStatus(200, "the logout");

    step("The phone lists no linked device any more");
    if (!phone.devices().isEmpty()) {
      throw new PlayFailed("the phone still lists a linked device after a confirmed logout");
    }
  }

  private void step(String title) {
    out.printf("%n%s%n", title);
  }
}
