package io.linkfleet.worker.whatsapp;

import io.linkfleet.whatsapp.node.Node;
import io.linkfleet.worker.device.DeviceCredentials;
import io.linkfleet.worker.whatsapp.InfoQueries.Answer;
import java.util.List;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps WhatsApp supplied with one-time keys. A device without them can't be written to, but it
/// is linked all the same: nothing waits for this.
///
/// The next id is told as [WhatsAppEvent.CredentialsChanged] before the keys are sent. Should it
/// not be stored, the same keys are sent again under the same ids, which does no harm.
final class PreKeySupplier {
  private static final Logger LOG = LoggerFactory.getLogger(PreKeySupplier.class);

  private final StanzaStream stream;
  private final CurrentDevice device;
  private final WhatsAppSettings settings;
  private final Executor computing;
  private boolean uploading;

  /// `computing` runs what takes too long for an event loop.
  PreKeySupplier(
      StanzaStream stream, CurrentDevice device, WhatsAppSettings settings, Executor computing) {
    this.stream = stream;
    this.device = device;
    this.settings = settings;
    this.computing = computing;
  }

  /// Asks how many keys are left.
  void check() {
    stream
        .queries()
        .get("encrypt", settings.patience().query(), this::counted, Node.named("count").empty());
  }

  /// Uploads if so few are left that more are needed.
  void left(long count) {
    if (count < settings.preKeys().lowWater() && !uploading) {
      uploading = true;
      DeviceCredentials current = device.credentials();
      boolean first = current.nextPreKeyId() == 1;
      int amount = first ? settings.preKeys().initial() : settings.preKeys().refill();
      int firstId = PreKeys.firstId(current, amount);
      computing.execute(
          () -> {
            List<Node> upload = PreKeys.upload(current.keys(), firstId, amount);
            stream.onLoop(() -> send(upload, firstId + amount));
          });
    }
  }

  private void counted(Answer answer) {
    switch (answer) {
      case Answer.Result(var iq) ->
          iq.child("count").flatMap(count -> count.number("value")).ifPresent(this::left);
      case Answer.Failed _, Answer.NoAnswer _ ->
          LOG.warn("{} pre-keys could not be counted: {}", stream, answer);
    }
  }

  private void send(List<Node> upload, int nextId) {
    if (stream.isOpen()) {
      device.change(credentials -> credentials.withNextPreKeyId(nextId));
      stream
          .queries()
          .set("encrypt", settings.patience().query(), this::uploaded, upload.toArray(Node[]::new));
    }
  }

  private void uploaded(Answer answer) {
    uploading = false;
    switch (answer) {
      case Answer.Result _ -> LOG.debug("{} pre-keys uploaded", stream);
      case Answer.Failed _, Answer.NoAnswer _ ->
          LOG.warn("{} pre-keys not uploaded: {}", stream, answer);
    }
  }
}
