package io.linkfleet.worker.whatsapp;

import io.linkfleet.whatsapp.crypto.KeyPair;
import io.linkfleet.whatsapp.crypto.PublicKey;
import io.linkfleet.whatsapp.pairing.CodePairingCompanion;
import io.linkfleet.whatsapp.pairing.CodePairingCompanion.Finish;
import io.linkfleet.whatsapp.pairing.PairingCode;
import io.linkfleet.worker.device.SecretBytes;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/// Derives keys from pairing codes off the event loop, which a tenth of a second of PBKDF2 would
/// hold up for every connection on it. Results come back on the loop.
final class CodeDerivation {
  private final StanzaStream stream;
  private final SecureRandom random;
  private final Executor background;

  CodeDerivation(StanzaStream stream, SecureRandom random, Executor background) {
    this.stream = stream;
    this.random = random;
    this.background = background;
  }

  /// A fresh code, and the key for `companion_hello` hidden under it.
  record Made(PairingCode code, CodePairingCompanion companion, SecretBytes wrappedEphemeral) {}

  void make(KeyPair identity, Consumer<Made> then) {
    background.execute(
        () -> {
          PairingCode code = PairingCode.generate(random);
          CodePairingCompanion companion = new CodePairingCompanion(code, identity, random);
          Made made = new Made(code, companion, SecretBytes.of(companion.wrappedEphemeral()));
          stream.onLoop(() -> then.accept(made));
        });
  }

  /// Empty if the phone's keys can't be right.
  void finish(
      CodePairingCompanion companion,
      byte[] wrapped,
      PublicKey account,
      Consumer<Optional<Finish>> then) {
    background.execute(
        () -> {
          Optional<Finish> finish = companion.finish(wrapped, account);
          stream.onLoop(() -> then.accept(finish));
        });
  }
}
