package io.linkfleet.worker.whatsapp;

import io.linkfleet.contract.PhoneNumber;
import io.linkfleet.whatsapp.crypto.PublicKey;
import io.linkfleet.whatsapp.node.Node;
import io.linkfleet.whatsapp.pairing.CodePairingCompanion;
import io.linkfleet.whatsapp.pairing.CodePairingCompanion.Finish;
import io.linkfleet.whatsapp.pairing.PairingCode;
import io.linkfleet.worker.device.SecretBytes;
import io.linkfleet.worker.whatsapp.CodeDerivation.Made;
import io.linkfleet.worker.whatsapp.InfoQueries.Answer;
import io.linkfleet.worker.whatsapp.WhatsAppEvent.Cause;
import io.linkfleet.worker.whatsapp.WhatsAppEvent.PairingCodeShown;
import io.linkfleet.worker.whatsapp.WhatsAppEvent.PairingRefused;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Shows a code to type into one phone. WhatsApp learns of the code before anyone sees it; when it
/// is typed, the phone's hello and our finish make the secret that `pair-success` is keyed by.
///
/// The number only says which phone to ask: the device's address is the one `pair-success` names.
final class CodeInvitation implements Invitation {
  private static final Logger LOG = LoggerFactory.getLogger(CodeInvitation.class);

  /// WhatsApp Web's own limits (whatsapp-rust, from its code).
  private static final Duration VALIDITY = Duration.ofMinutes(3);

  private static final Duration HELLO_TO_SUCCESS = Duration.ofMinutes(1);
  private static final Duration FINISH = Duration.ofSeconds(30);
  private static final int MOST_HELLOS = 3;

  /// A code WhatsApp knows, by the reference it gave it.
  private record Offer(CodePairingCompanion companion, SecretBytes reference) {}

  private final StanzaStream stream;
  private final UnlinkedKeys keys;
  private final PhoneNumber phone;
  private final WhatsAppSettings settings;
  private final InstantSource clock;
  private final CodeDerivation derivation;
  private Optional<Offer> offer = Optional.empty();
  private Optional<Future<?>> expiry = Optional.empty();
  private Instant expiresAt = Instant.MIN;
  private Instant serverCloses = Instant.MIN;
  private boolean begun;
  private int hellos;

  /// Whatever comes back from the background, or from the server, for an earlier one is late.
  private int currentCode;

  private int currentAttempt;

  CodeInvitation(
      StanzaStream stream,
      UnlinkedKeys keys,
      PhoneNumber phone,
      WhatsAppSettings settings,
      InstantSource clock,
      CodeDerivation derivation) {
    this.stream = stream;
    this.keys = keys;
    this.phone = phone;
    this.settings = settings;
    this.clock = clock;
    this.derivation = derivation;
  }

  /// A request that comes before this gets 428 or 401.
  @Override
  public void handedOut(List<String> references) {
    serverCloses = clock.instant().plus(settings.qr().of(references.size()));
    if (!begun) {
      begun = true;
      newCode();
    }
  }

  private void newCode() {
    int code = ++currentCode;
    derivation.make(
        keys.current().identity(),
        made -> {
          if (code == currentCode && stream.isOpen()) {
            announce(code, made);
          }
        });
  }

  private void announce(int code, Made made) {
    stream
        .queries()
        .set(
            "md",
            settings.patience().query(),
            answer -> {
              if (code == currentCode) {
                announced(made, answer);
              }
            },
            LinkCodeStanzas.hello(
                phone,
                made.wrappedEphemeral().toBytes(),
                keys.current().noise().publicKey(),
                settings.device().icon()));
  }

  private void announced(Made made, Answer answer) {
    switch (answer) {
      case Answer.Result(var iq) ->
          iq.child(LinkCodeStanzas.TAG)
              .flatMap(registration -> registration.bytes(LinkCodeStanzas.REFERENCE))
              .map(reference -> new Offer(made.companion(), SecretBytes.of(reference)))
              .ifPresentOrElse(
                  known -> show(made.code(), known),
                  () -> refused("WhatsApp took the pairing code but named no reference for it"));
      case Answer.Failed(int error) -> refused(LinkCodeStanzas.refusal(error));
      case Answer.NoAnswer() -> stream.end(Cause.LOST);
    }
  }

  private void show(PairingCode code, Offer shown) {
    offer = Optional.of(shown);
    hellos = 0;
    Instant full = clock.instant().plus(VALIDITY);
    Instant validUntil = full.isBefore(serverCloses) ? full : serverCloses;
    expireAt(validUntil);
    stream.emit(new PairingCodeShown(code.characters(), validUntil));
  }

  @Override
  public void notified(Node notification) {
    if (!notification.attributeIs("type", LinkCodeStanzas.TAG)) {
      return;
    }
    notification
        .child(LinkCodeStanzas.TAG)
        .ifPresent(
            registration -> {
              switch (registration.attribute("stage").orElse("")) {
                case "primary_hello" -> phoneSaidHello(registration);
                // The code on show stays until WhatsApp has taken the one in its place.
                case "refresh_code" -> newCode();
                default -> LOG.debug("{} left alone: {}", stream, notification);
              }
            });
  }

  /// Somebody typed a code, right or wrong: only the phone can tell, from our answer.
  private void phoneSaidHello(Node hello) {
    Optional<Offer> meant =
        offer.filter(
            shown ->
                hello
                    .bytes(LinkCodeStanzas.REFERENCE)
                    .map(SecretBytes::of)
                    .equals(Optional.of(shown.reference())));
    Optional<byte[]> wrapped = hello.bytes("link_code_pairing_wrapped_primary_ephemeral_pub");
    Optional<byte[]> identity =
        hello.bytes("primary_identity_pub").filter(key -> key.length == PublicKey.LENGTH);
    if (meant.isEmpty() || wrapped.isEmpty() || identity.isEmpty()) {
      LOG.warn("{} a phone's hello is not for the code on show, or is malformed", stream);
    } else if (++hellos > MOST_HELLOS) {
      LOG.info("{} the code was tried {} times: there will be another", stream, MOST_HELLOS);
      offer = Optional.empty();
      newCode();
    } else {
      answerHello(meant.get(), wrapped.get(), PublicKey.of(identity.get()));
    }
  }

  private void answerHello(Offer meant, byte[] wrapped, PublicKey account) {
    int attempt = ++currentAttempt;
    Instant untilSuccess = clock.instant().plus(HELLO_TO_SUCCESS);
    if (untilSuccess.isAfter(expiresAt)) {
      expireAt(untilSuccess);
    }
    derivation.finish(
        meant.companion(),
        wrapped,
        account,
        answer -> {
          if (attempt == currentAttempt && stream.isOpen()) {
            answer.ifPresentOrElse(
                finish -> finish(attempt, meant, finish),
                () -> LOG.warn("{} a phone's hello holds keys that can't be", stream));
          }
        });
  }

  private void finish(int attempt, Offer meant, Finish finish) {
    keys.replaceAdvSecret(finish.advSecret());
    Duration query = settings.patience().query();
    stream
        .queries()
        .set(
            "md",
            query.compareTo(FINISH) < 0 ? query : FINISH,
            answer -> {
              if (attempt == currentAttempt) {
                finished(answer);
              }
            },
            LinkCodeStanzas.finish(
                phone,
                finish.keyBundle(),
                keys.current().identity().publicKey(),
                meant.reference().toBytes()));
  }

  private void finished(Answer answer) {
    switch (answer) {
      case Answer.Result _ -> LOG.debug("{} waits for the phone to vouch", stream);
      case Answer.Failed(int error) ->
          refused("WhatsApp refused the end of pairing by code (" + error + ")");
      case Answer.NoAnswer() -> stream.end(Cause.LOST);
    }
  }

  private void refused(String reason) {
    LOG.warn("{} {}", stream, reason);
    stream.emit(new PairingRefused(reason));
  }

  private void expireAt(Instant time) {
    stopTimer();
    expiresAt = time;
    expiry =
        Optional.of(
            stream.after(
                Duration.between(clock.instant(), time), () -> stream.end(Cause.ENDED_BY_SERVER)));
  }

  private void stopTimer() {
    expiry.ifPresent(running -> running.cancel(false));
    expiry = Optional.empty();
  }

  @Override
  public void accepted() {
    stopTimer();
    offer = Optional.empty();
    currentCode++;
    currentAttempt++;
  }
}
