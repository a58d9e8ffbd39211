package io.linkfleet.local.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.linkfleet.local.FleetPort;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The program of the one command, in a JVM of its own.
class LocalFleetTest {
  private static final String UP = "The fleet is up";

  @TempDir Path directory;

  private final Map<FleetPort, Integer> ports = FleetProcess.freePorts();

  @Test
  void itPlaysTheMainJobStaysUpAndLeavesNothingBehind() throws IOException {
    try (var fleet = FleetProcess.start(directory, ports).awaitLine(UP)) {
      assertThat(fleet.said())
          .contains("← 201 in", "\"message\":\"QR code generated\"", "\"status\":\"connected\"")
          .contains("\"message\":\"Instance logged out\"")
          .doesNotContain(fleet.environment("LINKFLEET_TOKEN_ACCOUNT"))
          .doesNotContain(fleet.environment("LINKFLEET_OPERATOR_TOKEN"));
      assertThat(mode(fleet.environmentFile())).isEqualTo("rw-------");
      assertThat(mode(directory)).isEqualTo("rwx------");
      List<ProcessHandle> children = fleet.children();
      assertThat(children).isNotEmpty();

      assertThat(fleet.terminate()).isEqualTo(143);

      assertThat(fleet.said()).contains("Stopping.", "Stopped.");
      await().until(() -> children.stream().noneMatch(ProcessHandle::isAlive));
    }
  }

  @Test
  void whatWasLinkedIsConnectedAgainAfterTheNextStart() {
    Simulation.Phone phone;
    try (var fleet = FleetProcess.start(directory, ports, "--demo=false").awaitLine(UP)) {
      phone = fleet.tenant().createLinked("support").phone();
      fleet.terminate();
    }
    try (var fleet = FleetProcess.start(directory, ports, "--demo=false").awaitLine(UP)) {
      Tenant tenant = fleet.tenant();
      await().until(() -> tenant.simulation().stat("logins") >= 2);
      await().until(() -> tenant.statusOf("support").equals("connected"));
      assertThat(phone.devices()).hasSize(1);
      fleet.terminate();
    }
  }

  @Test
  void aTakenPortIsSaidInOneSentence() throws IOException {
    try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      ports.put(FleetPort.GATEWAY, taken.getLocalPort());
      try (var fleet = FleetProcess.start(directory, ports)) {
        assertThat(fleet.awaitEnd()).isEqualTo(1);
        assertThat(fleet.said())
            .contains(
                "The local fleet failed: port %d, wanted by the gateway, is taken"
                    .formatted(taken.getLocalPort()))
            .doesNotContain("\tat ");
      }
    }
  }

  @Test
  void anOptionThatIsNoneIsSaidInOneSentence() {
    try (var fleet = FleetProcess.start(directory, ports, "--dmeo=false")) {
      assertThat(fleet.awaitEnd()).isEqualTo(2);
      assertThat(fleet.said()).contains("there is no option --dmeo").doesNotContain("\tat ");
    }
  }

  @Test
  void withAnotherWhatsAppThereIsNoSimulatorAndThePlayNeedsItsCode() {
    String nowhere = "--linkfleet.whatsapp.url=ws://127.0.0.1:9/ws/chat";
    try (var fleet =
        FleetProcess.start(directory, ports, nowhere, "--linkfleet.dispatch.connect-timeout=2s")) {
      assertThat(fleet.awaitEnd()).isEqualTo(1);
      assertThat(fleet.said())
          .contains("ws://127.0.0.1:9/ws/chat", "Failed to connect instance")
          .doesNotContain("simulator");
    }
  }

  private static String mode(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }
}
