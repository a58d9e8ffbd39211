package io.linkfleet.worker.whatsapp;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkfleet.whatsapp.node.Node;
import io.linkfleet.whatsapp.node.NodeBuilder;
import io.linkfleet.worker.whatsapp.WhatsAppEvent.DeviceUnlinked;
import io.linkfleet.worker.whatsapp.WhatsAppEvent.Evidence;
import io.linkfleet.worker.whatsapp.WhatsAppEvent.LoginRefused;
import io.linkfleet.worker.whatsapp.WhatsAppEvent.Refusal;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LoginFailuresTest {
  @ParameterizedTest
  @CsvSource({
    "400,UNKNOWN",
    "402,TEMPORARILY_BANNED",
    "403,LOCKED",
    "405,CLIENT_OUTDATED",
    "406,BANNED",
    "409,USER_AGENT_REJECTED",
    "415,UNKNOWN",
    "418,UNKNOWN",
    "500,SERVER_TROUBLE",
    "501,UNKNOWN",
    "503,SERVER_TROUBLE",
    "999,UNKNOWN"
  })
  void keepsTheDeviceForEveryReasonBut401(int reason, Refusal refusal) {
    assertThat(LoginFailures.meaningOf(failure(reason).empty()))
        .isEqualTo(Ending.byServer(new LoginRefused(refusal, reason, Optional.empty())));
  }

  @Test
  void takes401ForAnUnlinkedDevice() {
    assertThat(LoginFailures.meaningOf(failure(401).empty()))
        .isEqualTo(Ending.byServer(new DeviceUnlinked(Evidence.LOGIN_REFUSED)));
  }

  @Test
  void saysHowLongABanLasts() {
    assertThat(LoginFailures.meaningOf(failure(402).attribute("expire", 3600).empty()))
        .isEqualTo(
            Ending.byServer(
                new LoginRefused(
                    Refusal.TEMPORARILY_BANNED, 402, Optional.of(Duration.ofHours(1)))));
  }

  @Test
  void knowsNothingWithoutAReason() {
    assertThat(LoginFailures.meaningOf(Node.named("failure").empty()))
        .isEqualTo(Ending.byServer(new LoginRefused(Refusal.UNKNOWN, 0, Optional.empty())));
  }

  @Test
  void canNotUnlinkADeviceThatIsOnlyRegistering() {
    assertThat(LoginFailures.ofRegistration(failure(401).empty()))
        .isEqualTo(Ending.byServer(new LoginRefused(Refusal.UNKNOWN, 401, Optional.empty())));
  }

  private static NodeBuilder failure(int reason) {
    return Node.named("failure").attribute("reason", reason);
  }
}
