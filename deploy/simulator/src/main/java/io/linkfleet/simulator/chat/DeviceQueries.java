package io.linkfleet.simulator.chat;

import io.linkfleet.simulator.count.Count;
import io.linkfleet.simulator.phone.LinkedDevice;
import io.linkfleet.simulator.phone.Phone;
import io.linkfleet.whatsapp.crypto.PublicKey;
import io.linkfleet.whatsapp.login.SignedPreKey;
import io.linkfleet.whatsapp.node.Node;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Answers to the queries of a linked device. What is not about keys or life signs gets the empty
/// result that Baileys and zapo go on with.
final class DeviceQueries {
  private static final byte[] NO_BYTES = {};

  private final Server server;
  private final Phone phone;
  private final int device;

  DeviceQueries(Server server, Phone phone, int device) {
    this.server = server;
    this.phone = phone;
    this.device = device;
  }

  Node answer(Node iq) {
    return switch (iq.attribute("xmlns").orElse("")) {
      case "w:p" -> pong(iq);
      case "encrypt" -> encrypt(iq);
      case "w", "abt" -> Stanzas.result(iq).children(Node.named("props").empty());
      case "privacy" -> Stanzas.result(iq).children(Node.named("privacy").empty());
      case "blocklist" -> Stanzas.result(iq).children(Node.named("list").empty());
      default -> Stanzas.result(iq).empty();
    };
  }

  private Node pong(Node iq) {
    server.counts().add(Count.KEEP_ALIVES);
    return Stanzas.pong(iq, server.now());
  }

  private Node encrypt(Node iq) {
    if (iq.child("count").isPresent()) {
      return Stanzas.result(iq)
          .children(Node.named("count").attribute("value", current().preKeys()).empty());
    }
    if (iq.child("digest").isPresent()) {
      return Stanzas.result(iq).children(Node.named("digest").empty());
    }
    if (iq.child("rotate").isPresent()) {
      return rotate(iq, iq.child("rotate").get());
    }
    return upload(iq);
  }

  private Node rotate(Node iq, Node rotation) {
    Optional<String> complaint = signedPreKeyComplaint(rotation);
    return complaint.isEmpty()
        ? Stanzas.result(iq).empty()
        : Stanzas.error(iq, 406, complaint.get());
  }

  private Node upload(Node iq) {
    List<Node> keys = iq.child("list").map(list -> list.children("key")).orElse(List.of());
    Optional<String> complaint = uploadComplaint(iq, keys).or(() -> signedPreKeyComplaint(iq));
    if (complaint.isPresent()) {
      return Stanzas.error(iq, 406, complaint.get());
    }
    server.phones().put(phone, current().withPreKeys(current().preKeys() + keys.size()));
    server.counts().add(Count.PRE_KEY_UPLOADS);
    return Stanzas.result(iq).empty();
  }

  private Optional<String> uploadComplaint(Node iq, List<Node> keys) {
    if (!hasLength(iq, "registration", 4)) {
      return Optional.of("registration is not 4 bytes");
    }
    if (!Arrays.equals(iq.bytes("type").orElse(NO_BYTES), new byte[] {5})) {
      return Optional.of("type is not 05");
    }
    byte[] identity = current().identityKey().toBytes();
    if (!Arrays.equals(iq.bytes("identity").orElse(NO_BYTES), identity)) {
      return Optional.of("identity is not the registered one");
    }
    boolean keysAreWhole =
        keys.stream().allMatch(key -> hasLength(key, "id", 3) && hasLength(key, "value", 32));
    return !keys.isEmpty() && keysAreWhole
        ? Optional.empty()
        : Optional.of("pre-keys have an id of 3 bytes and a value of 32");
  }

  private Optional<String> signedPreKeyComplaint(Node parent) {
    return parent.child("skey").flatMap(this::signedPreKey).isPresent()
        ? Optional.empty()
        : Optional.of("there is no signed pre-key that the identity signed");
  }

  private Optional<SignedPreKey> signedPreKey(Node skey) {
    byte[] id = skey.bytes("id").orElse(NO_BYTES);
    byte[] key = skey.bytes("value").orElse(NO_BYTES);
    byte[] signature = skey.bytes("signature").orElse(NO_BYTES);
    if (id.length != 3 || key.length != PublicKey.LENGTH || signature.length != 64) {
      return Optional.empty();
    }
    int number = new BigInteger(1, id).intValueExact();
    return Optional.of(new SignedPreKey(number, PublicKey.of(key), signature))
        .filter(preKey -> preKey.isSignedBy(current().identityKey()));
  }

  private static boolean hasLength(Node parent, String child, int length) {
    return parent.bytes(child).filter(bytes -> bytes.length == length).isPresent();
  }

  /// The device as it is now; a connection whose device is gone is closing and asks no more.
  private LinkedDevice current() {
    return phone.device(device).orElseThrow();
  }
}
