package io.linkfleet.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.linkfleet.simulator.count.Count;
import io.linkfleet.whatsapp.node.Jid;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RestartTest {
  private static final String NUMBER = "5511999990008";
  @TempDir private Path directory;

  @Test
  void linkedDevicesAndTheRootKeySurvive() throws Exception {
    TestCompanion companion = new TestCompanion();
    Jid device;
    String rootKey;
    try (Simulator before = Simulator.start(settings())) {
      device = companion.link(before, before.phone(NUMBER));
      rootKey = before.rootKeyHex();
    }
    try (Simulator after = Simulator.start(settings());
        TestConnection connection = companion.online(after, device)) {
      assertThat(after.rootKeyHex()).isEqualTo(rootKey);
      assertThat(after.phone(NUMBER).devices()).containsExactly(device);
      assertThat(after.stats().of(Count.PAIRINGS)).isEqualTo(1);
      connection.query(companion.unlink(device));
    }
    try (Simulator last = Simulator.start(settings())) {
      assertThat(last.phone(NUMBER).devices()).isEmpty();
    }
  }

  @Test
  void withoutADirectoryEverySimulatorHasItsOwnRoot() {
    try (Simulator one = Simulator.start(SimulatorSettings.defaults().withPort(0));
        Simulator other = Simulator.start(SimulatorSettings.defaults().withPort(0))) {
      assertThat(one.rootKeyHex()).isNotEqualTo(other.rootKeyHex());
    }
  }

  @Test
  void damagedStateStopsTheStart() throws Exception {
    Files.writeString(directory.resolve("trust.json"), "{");
    assertThatIllegalStateException()
        .isThrownBy(() -> Simulator.start(settings()))
        .withMessageContaining("trust.json");
  }

  private SimulatorSettings settings() {
    return SimulatorSettings.defaults().withPort(0).withStateDirectory(directory);
  }
}
