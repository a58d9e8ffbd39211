package io.linkfleet.worker.whatsapp;

import io.linkfleet.whatsapp.crypto.KeyPair;
import io.linkfleet.whatsapp.crypto.PublicKey;
import io.linkfleet.whatsapp.node.Jid;
import io.linkfleet.whatsapp.node.Node;
import io.linkfleet.whatsapp.pairing.CodePairingPhone;
import io.linkfleet.whatsapp.pairing.Hosting;
import io.linkfleet.whatsapp.pairing.PairingCode;
import io.linkfleet.whatsapp.pairing.VouchingPhone;
import java.security.SecureRandom;
import java.time.Instant;

/// A phone's and the server's part in pairing by code, stanza by stanza.
final class TypingPhone {
  static final String TAG = "link_code_companion_reg";
  static final String REFERENCE = "link_code_pairing_ref";

  private final KeyPair account;
  private final SecureRandom random;

  TypingPhone(KeyPair account, SecureRandom random) {
    this.account = account;
    this.random = random;
  }

  /// What the server adds to its result for a `companion_hello`.
  static Node reference(String reference) {
    return Node.named(TAG).children(Node.named(REFERENCE).text(reference));
  }

  static Node stage(String stage, Node... content) {
    return Node.named("notification")
        .attribute("from", Jid.SERVER)
        .attribute("type", TAG)
        .attribute("id", "notified-" + stage)
        .attribute("t", 1_700_000_000)
        .children(Node.named(TAG).attribute("stage", stage).children(content));
  }

  /// The owner types the code that this hello was made with, or another.
  CodePairingPhone types(String code, Node companionHello) {
    byte[] wrapped =
        companionHello
            .child(TAG)
            .flatMap(hello -> hello.bytes("link_code_pairing_wrapped_companion_ephemeral_pub"))
            .orElseThrow();
    return new CodePairingPhone(PairingCode.parse(code), wrapped, account, random);
  }

  Node hello(CodePairingPhone typed, String reference) {
    return stage(
        "primary_hello",
        Node.named(REFERENCE).text(reference),
        Node.named("link_code_pairing_wrapped_primary_ephemeral_pub")
            .bytes(typed.wrappedEphemeral()),
        Node.named("primary_identity_pub").bytes(account.publicKey().toBytes()));
  }

  /// The `pair-success` of a phone that took the companion's finish; the instant says when.
  Node success(CodePairingPhone typed, Node companionFinish, Jid device, Instant now) {
    Node finish = companionFinish.child(TAG).orElseThrow();
    PublicKey companion = PublicKey.of(finish.bytes("companion_identity_public").orElseThrow());
    byte[] bundle = finish.bytes("link_code_pairing_wrapped_key_bundle").orElseThrow();
    byte[] secret = typed.advSecret(bundle, companion).orElseThrow();
    return Node.named("iq")
        .attribute("from", Jid.SERVER)
        .attribute("type", "set")
        .attribute("xmlns", "md")
        .attribute("id", "success")
        .children(
            Node.named("pair-success")
                .children(
                    Node.named("device-identity")
                        .bytes(
                            new VouchingPhone(account, 77, random)
                                .vouchFor(companion, secret, 4, now, Hosting.END_TO_END)),
                    Node.named("device").attribute("jid", device).empty(),
                    Node.named("platform").attribute("name", "android").empty()));
  }

  /// Whether the finish was made with the code that was typed.
  static boolean isOpenedBy(CodePairingPhone typed, Node companionFinish) {
    Node finish = companionFinish.child(TAG).orElseThrow();
    return typed
        .advSecret(
            finish.bytes("link_code_pairing_wrapped_key_bundle").orElseThrow(),
            PublicKey.of(finish.bytes("companion_identity_public").orElseThrow()))
        .isPresent();
  }
}
