package io.linkfleet.worker.whatsapp;

import static io.linkfleet.worker.whatsapp.ClientFixture.STANDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.linkfleet.contract.PhoneNumber;
import io.linkfleet.worker.device.PairingKeys;
import io.linkfleet.worker.whatsapp.Transcript.FixedRandom;
import io.linkfleet.worker.whatsapp.WhatsAppEvent.Paired;
import io.linkfleet.worker.whatsapp.WhatsAppEvent.PairingCodeShown;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class PairingByCodeTranscriptTest {
  @Test
  void everyStanzaIsTheOneWeKnow() throws Exception {
    RecordedEvents events = new RecordedEvents();
    CompletableFuture<Connection> connection = new CompletableFuture<>();
    try (ScriptedServer server = new ScriptedServer();
        NettyWhatsApp whatsApp = ClientFixture.of(server).start(new FixedRandom(7))) {
      connection.complete(
          whatsApp.registerByCode(
              PairingKeys.generate(new FixedRandom(1)),
              new PhoneNumber("5511999990777"),
              event -> {
                events.accept(event);
                if (event instanceof Paired) {
                  connection.join().confirmPairing(STANDS);
                }
              }));
      Transcript.named("pairing-by-code-v1").replay(server.accept());

      assertThat(events.next(PairingCodeShown.class).code()).isEqualTo("6WR43DJL");
      assertThat(events.next(PairingCodeShown.class).code()).isEqualTo("T49X6MYM");
      assertThat(events.next(Paired.class).device().jid()).isEqualTo(Devices.JID);
    }
  }
}
