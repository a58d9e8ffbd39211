package io.linkfleet.simulator.chat;

import com.google.protobuf.ByteString;
import io.linkfleet.simulator.count.Count;
import io.linkfleet.simulator.phone.Companion;
import io.linkfleet.simulator.phone.LinkedDevice;
import io.linkfleet.simulator.phone.Phone;
import io.linkfleet.simulator.phone.Refusal;
import io.linkfleet.simulator.phone.Voucher;
import io.linkfleet.whatsapp.crypto.PublicKey;
import io.linkfleet.whatsapp.node.Jid;
import io.linkfleet.whatsapp.node.Node;
import io.linkfleet.whatsapp.node.NodeBuilder;
import io.linkfleet.whatsapp.pairing.PairingCode;
import io.linkfleet.whatsapp.pairing.QrCode;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/// A client without a device: it is shown refs for QR codes, may ask for a typed code, and becomes
/// a device when a phone took either and the client's counter-signature is right.
final class RegistrationStream implements Stream {
  private record Pairing(String queryId, Phone phone, int device, Voucher voucher) {}

  private final Server server;
  private final ChatConnection connection;
  private final PublicKey noiseKey;
  private final PublicKey identity;
  private final RefRotation refs;
  private final NotificationLedger notifications;
  private final CodePairing codePairing;
  private Optional<Pairing> pairing = Optional.empty();

  RegistrationStream(
      Server server, ChatConnection connection, PublicKey noiseKey, PublicKey identity) {
    this.server = server;
    this.connection = connection;
    this.noiseKey = noiseKey;
    this.identity = identity;
    this.refs = new RefRotation(server, connection);
    this.notifications = new NotificationLedger(server.rules(), server.counts());
    this.codePairing = new CodePairing(server, connection, notifications, this);
  }

  @Override
  public void open() {
    server.switchboard().show(refs.all(), this);
    connection.send(refs.pairDevice(server.switchboard().nextId()));
    refs.start();
  }

  @Override
  public void on(Node node) {
    if (node.is("ack")) {
      notifications.acked(node);
    } else if (node.is("iq") && node.attribute("id").isPresent()) {
      onQuery(node, node.attribute("type").orElse(""));
    }
  }

  private void onQuery(Node iq, String type) {
    switch (type) {
      case "result" -> current(iq).ifPresent(current -> confirm(current, iq));
      case "error" -> current(iq).ifPresent(_ -> refusedByClient());
      default -> request(iq);
    }
  }

  private void request(Node iq) {
    if (iq.attributeIs("xmlns", "w:p")) {
      server.counts().add(Count.KEEP_ALIVES);
      connection.send(Stanzas.pong(iq, server.now()));
    } else if (iq.attributeIs("xmlns", "md") && iq.child(CodePairing.TAG).isPresent()) {
      codePairing.on(iq, iq.child(CodePairing.TAG).get());
    } else {
      connection.send(Stanzas.error(iq, 401, "not-authorized"));
    }
  }

  /// A phone scanned a code that this stream's client shows. The address is the new device's; the
  /// pair-success is on its way when this returns. A [Refusal] says why it can't be.
  Jid scanned(Phone phone, QrCode code) {
    if (!refs.isValid(code.reference())) {
      throw new Refusal(410, "this code has expired; the companion shows a newer one");
    }
    if (!code.noise().equals(noiseKey)) {
      throw new Refusal(409, "the code's noise key is not that of the companion showing it");
    }
    return vouchFor(phone, new Companion(code.identity(), ByteString.copyFrom(code.advSecret())));
  }

  Jid vouchFor(Phone phone, Companion companion) {
    if (!companion.identity().equals(identity)) {
      throw new Refusal(409, "the identity key is not the one the companion registered");
    }
    if (pairing.isPresent()) {
      throw new Refusal(409, "this companion is being linked already");
    }
    int device = phone.reserveDeviceNumber();
    Voucher voucher =
        Voucher.issue(
            phone.identity(),
            companion,
            device,
            server.clock().instant(),
            server.faults().get(),
            server.random());
    String id = server.switchboard().nextId();
    pairing = Optional.of(new Pairing(id, phone, device, voucher));
    connection.send(pairSuccess(id, phone, device, voucher.sealed()));
    return phone.jid(device);
  }

  /// A phone entered a code for the number this client asked one for.
  CompletableFuture<Jid> codeEntered(Phone phone, PairingCode code) {
    return codePairing.entered(phone, code);
  }

  void freshCodeWanted() {
    codePairing.askForFreshCode();
  }

  PublicKey noiseKey() {
    return noiseKey;
  }

  private Node pairSuccess(String id, Phone phone, int device, byte[] identityBytes) {
    NodeBuilder query = Stanzas.query(id, "set", "md").attribute("t", server.now());
    return query.children(
        Node.named("pair-success")
            .children(
                Node.named("device-identity").bytes(identityBytes),
                Node.named("device")
                    .attribute("jid", phone.jid(device))
                    .attribute("lid", phone.lidJid(device))
                    .empty(),
                Node.named("platform").attribute("name", "android").empty()));
  }

  private Optional<Pairing> current(Node answer) {
    return pairing.filter(current -> answer.attributeIs("id", current.queryId()));
  }

  private void confirm(Pairing current, Node result) {
    Optional<Node> signed =
        result.child("pair-device-sign").flatMap(sign -> sign.child("device-identity"));
    boolean right =
        signed
            .filter(
                node ->
                    current
                        .voucher()
                        .isConfirmedBy(
                            node.bytes().orElse(new byte[0]),
                            node.attribute("key-index").orElse("")))
            .isPresent();
    if (!right) {
      server.counts().add(Count.BAD_DEVICE_SIGNATURES);
      connection.end(Node.named("stream:error").attribute("code", 401).empty());
      return;
    }
    server.phones().put(current.phone(), new LinkedDevice(current.device(), noiseKey, identity, 0));
    server.counts().add(Count.PAIRINGS);
    connection.end(Stanzas.restartRequired());
  }

  private void refusedByClient() {
    server.counts().add(Count.PAIRINGS_REFUSED_BY_CLIENT);
    pairing = Optional.empty();
  }

  @Override
  public void closed() {
    refs.stop();
    codePairing.closed();
    server.switchboard().leave(refs.all(), this);
  }
}
