package io.linkfleet.local.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateDirectoryTest {
  @TempDir Path parent;

  @Test
  void onlyItsOwnerMayEnterItOrReadItsFiles() throws IOException {
    Path path = parent.resolve("state");
    try (var state = StateDirectory.open(path)) {
      state.file("local.env").write(Map.of("A", "b"));

      assertThat(mode(path)).isEqualTo("rwx------");
      assertThat(mode(path.resolve("local.env"))).isEqualTo("rw-------");
      assertThat(Files.readString(path.resolve("local.env"))).isEqualTo("A=b\n");
    }
  }

  @Test
  void aSecondFleetIsKeptOutUntilTheFirstIsGone() {
    try (var state = StateDirectory.open(parent)) {
      assertThatThrownBy(() -> StateDirectory.open(parent)).isInstanceOf(StateInUse.class);
      assertThat(state.kafka()).startsWithRaw(parent);
    }
    StateDirectory.open(parent).close();
  }

  @Test
  void secretsAreMadeOnceAndPrintRedacted() {
    try (var state = StateDirectory.open(parent)) {
      PrivateFile file = state.file("secrets.properties");
      FleetSecrets made = FleetSecrets.loadOrMake(file, new SecureRandom());

      assertThat(FleetSecrets.loadOrMake(file, new SecureRandom())).isEqualTo(made);
      assertThat(made.toString()).doesNotContain(made.operatorToken(), made.sealingKey());
    }
  }

  private static String mode(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }
}
