package io.linkfleet.worker.whatsapp;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkfleet.whatsapp.login.ClientVersion;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;

class RehearsalTest {
  final Rehearsal rehearsal =
      new Rehearsal(ClientVersion.parse("2.3000.1"), new SecureRandom(), InstantSource.system());

  @Test
  void everyLoginSucceeds() {
    assertThat(rehearsal.logins(20, Duration.ofMinutes(1))).isEqualTo(20);
  }

  @Test
  void itEndsWhenItsTimeIsOver() {
    assertThat(rehearsal.logins(Integer.MAX_VALUE, Duration.ofMillis(50)))
        .isLessThan(Integer.MAX_VALUE);
  }
}
