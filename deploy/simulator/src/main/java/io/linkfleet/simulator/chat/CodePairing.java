package io.linkfleet.simulator.chat;

import com.google.protobuf.ByteString;
import io.linkfleet.simulator.phone.Companion;
import io.linkfleet.simulator.phone.Phone;
import io.linkfleet.simulator.phone.Refusal;
import io.linkfleet.whatsapp.crypto.PublicKey;
import io.linkfleet.whatsapp.node.Jid;
import io.linkfleet.whatsapp.node.Node;
import io.linkfleet.whatsapp.pairing.CodePairingPhone;
import io.linkfleet.whatsapp.pairing.PairingCode;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/// Linking by a code that the companion shows and the phone's owner types in: companion_hello,
/// primary_hello, companion_finish, and refresh_code when another is wanted.
final class CodePairing {
  static final String TAG = "link_code_companion_reg";

  /// WhatsApp Web's limit of primary_hello for one code (whatsapp-rust, citing its JS).
  private static final int MOST_ATTEMPTS = 3;

  private static final int REF_LENGTH = 16;

  /// What the companion asked with: the server's name for the request, and its ephemeral key
  /// wrapped under the code.
  private record Hello(ByteString ref, ByteString wrappedEphemeral) {}

  /// A code some phone's owner typed, until the companion has shown whether it is right.
  private record Entry(
      Phone phone,
      CodePairingPhone keys,
      ByteString wrappedEphemeral,
      CompletableFuture<Jid> outcome) {}

  private final Server server;
  private final ChatConnection connection;
  private final NotificationLedger notifications;
  private final RegistrationStream stream;
  private Optional<Hello> hello = Optional.empty();
  private Optional<Entry> entry = Optional.empty();
  private CompletableFuture<Jid> outcome = CompletableFuture.completedFuture(Jid.SERVER);
  private int attempts;

  CodePairing(
      Server server,
      ChatConnection connection,
      NotificationLedger notifications,
      RegistrationStream stream) {
    this.server = server;
    this.connection = connection;
    this.notifications = notifications;
    this.stream = stream;
  }

  void on(Node iq, Node registration) {
    switch (registration.attribute("stage").orElse("")) {
      case "companion_hello" -> hello(iq, registration);
      case "companion_finish" -> finish(iq, registration);
      default -> connection.send(Stanzas.error(iq, 400, "bad-request"));
    }
  }

  private void hello(Node iq, Node registration) {
    Optional<Jid> account =
        server.rules().address(registration, "jid").filter(jid -> jid.server().equals(Jid.USERS));
    if (account.isEmpty() || !CompanionHelloCheck.isGood(registration, stream.noiseKey())) {
      connection.send(Stanzas.error(iq, 400, "bad-request"));
      return;
    }
    String number = account.get().user();
    if (server.phones().find(number).isEmpty()) {
      connection.send(Stanzas.error(iq, 404, "item-not-found"));
      return;
    }
    ByteString ref = newRef();
    byte[] wrapped = registration.bytes(CompanionHelloCheck.WRAPPED_EPHEMERAL).orElseThrow();
    hello = Optional.of(new Hello(ref, ByteString.copyFrom(wrapped)));
    entry = Optional.empty();
    refuse(outcome, new Refusal(410, "the companion asked for a new code"));
    attempts = 0;
    server.switchboard().awaitCode(number, stream);
    connection.send(
        Stanzas.result(iq).children(Node.named(TAG).children(refOf(hello.orElseThrow()))));
  }

  /// The owner of the phone typed a code. Completes with the new device's address when the
  /// pair-success is on its way, or with a [Refusal].
  CompletableFuture<Jid> entered(Phone phone, PairingCode code) {
    Hello current =
        hello.orElseThrow(() -> new Refusal(404, "no companion waits for a code of this number"));
    if (!outcome.isDone()) {
      throw new Refusal(409, "a code is being tried already");
    }
    if (++attempts > MOST_ATTEMPTS) {
      throw new Refusal(429, "three codes were tried; the companion must ask for a new one");
    }
    CompletableFuture<Jid> waiting = new CompletableFuture<>();
    outcome = waiting;
    // The key derivation takes tens of milliseconds and must not hold up the other connections.
    Thread.ofVirtual()
        .start(
            () -> {
              Entry typed = derive(phone, code, current, waiting);
              connection.onLoop(() -> sendPrimaryHello(typed));
            });
    var _ =
        connection.after(
            server.rules().answerTime(),
            () -> refuse(waiting, new Refusal(504, "the companion did not answer in time")));
    return waiting;
  }

  private Entry derive(
      Phone phone, PairingCode code, Hello current, CompletableFuture<Jid> waiting) {
    byte[] theirs = current.wrappedEphemeral().toByteArray();
    CodePairingPhone keys = new CodePairingPhone(code, theirs, phone.identity(), server.random());
    return new Entry(phone, keys, ByteString.copyFrom(keys.wrappedEphemeral()), waiting);
  }

  private void sendPrimaryHello(Entry typed) {
    if (typed.outcome().isDone() || connection.isClosing() || hello.isEmpty()) {
      return;
    }
    entry = Optional.of(typed);
    notifyCompanion(
        "primary_hello",
        refOf(hello.get()),
        Node.named("link_code_pairing_wrapped_primary_ephemeral_pub")
            .bytes(typed.wrappedEphemeral().toByteArray()),
        Node.named("primary_identity_pub").bytes(typed.phone().identity().publicKey().toBytes()));
  }

  /// The code the companion showed stays good until it has asked with another.
  void askForFreshCode() {
    Hello current =
        hello.orElseThrow(() -> new Refusal(404, "no companion waits for a code of this number"));
    notifyCompanion("refresh_code", refOf(current));
  }

  private static Node refOf(Hello hello) {
    return Node.named("link_code_pairing_ref").bytes(hello.ref().toByteArray());
  }

  private void notifyCompanion(String stage, Node... content) {
    connection.send(
        notifications.sent(
            Node.named("notification")
                .attribute("from", Jid.SERVER)
                .attribute("type", TAG)
                .attribute("id", server.switchboard().nextId())
                .attribute("t", server.now())
                .children(Node.named(TAG).attribute("stage", stage).children(content))));
  }

  private void finish(Node iq, Node registration) {
    Optional<byte[]> bundle = registration.bytes("link_code_pairing_wrapped_key_bundle");
    Optional<byte[]> identity =
        registration.bytes("companion_identity_public").filter(key -> key.length == 32);
    boolean sameRef =
        registration
            .bytes("link_code_pairing_ref")
            .map(ByteString::copyFrom)
            .equals(hello.map(Hello::ref));
    if (entry.isEmpty() || bundle.isEmpty() || identity.isEmpty() || !sameRef) {
      connection.send(Stanzas.error(iq, 400, "bad-request"));
      return;
    }
    connection.send(Stanzas.result(iq).empty());
    Entry typed = entry.get();
    entry = Optional.empty();
    vouch(typed, PublicKey.of(identity.get()), bundle.get());
  }

  private void vouch(Entry typed, PublicKey companion, byte[] bundle) {
    try {
      byte[] secret = typed.keys().advSecret(bundle, companion).orElseThrow(CodePairing::wrongCode);
      Companion known = new Companion(companion, ByteString.copyFrom(secret));
      typed.outcome().complete(stream.vouchFor(typed.phone(), known));
      hello = Optional.empty();
    } catch (Refusal refusal) {
      refuse(typed.outcome(), refusal);
    }
  }

  void closed() {
    hello = Optional.empty();
    refuse(outcome, new Refusal(410, "the companion disconnected"));
  }

  private static Refusal wrongCode() {
    return new Refusal(422, "wrong code: the companion's key bundle does not open with it");
  }

  private static void refuse(CompletableFuture<Jid> waiting, Refusal refusal) {
    waiting.completeExceptionally(refusal);
  }

  private ByteString newRef() {
    byte[] ref = new byte[REF_LENGTH];
    server.random().nextBytes(ref);
    return ByteString.copyFrom(ref);
  }
}
