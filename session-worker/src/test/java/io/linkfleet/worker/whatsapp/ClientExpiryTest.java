package io.linkfleet.worker.whatsapp;

import static io.linkfleet.worker.whatsapp.ClientFixture.STANDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.linkfleet.whatsapp.node.Node;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// WhatsApp tells logged-in clients the day on which their version will be refused.
class ClientExpiryTest {
  private final ScriptedServer server = new ScriptedServer();
  private final ClientVersions versions =
      new ClientVersions(
          ClientFixture.VERSION, Optional::empty, Duration.ofHours(1), InstantSource.system());
  private final NettyWhatsApp whatsApp = ClientFixture.of(server).start(versions);
  private ScriptedPeer peer;

  @BeforeEach
  void logIn() throws InterruptedException {
    var _ = whatsApp.login(Devices.linked(new SecureRandom()), STANDS, new RecordedEvents());
    peer = server.accept();
  }

  @AfterEach
  void stop() {
    whatsApp.close();
    versions.close();
    server.close();
  }

  @Test
  void theDayIsKnownFromThenOn() throws Exception {
    says("1800000000");
    assertThat(versions.expiry()).contains(Instant.ofEpochSecond(1_800_000_000));
  }

  @Test
  void whatIsNoDayIsLeftAlone() throws Exception {
    says("tomorrow");
    says("-5");
    says("999999999999999999");
    assertThat(versions.expiry()).isEmpty();
  }

  /// Returns once the client has taken it in: what it answers to came behind.
  private void says(String day) throws InterruptedException {
    peer.send(
        Node.named("ib")
            .children(
                Node.named("client_expiration").attribute("t", day).empty(),
                Node.named("offline_preview").attribute("count", 1).empty()));
    peer.next("ib");
  }
}
