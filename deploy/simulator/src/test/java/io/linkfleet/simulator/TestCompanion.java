package io.linkfleet.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkfleet.whatsapp.crypto.KeyPair;
import io.linkfleet.whatsapp.login.ClientVersion;
import io.linkfleet.whatsapp.login.DeviceAppearance;
import io.linkfleet.whatsapp.login.Login;
import io.linkfleet.whatsapp.login.Registration;
import io.linkfleet.whatsapp.login.SignedPreKey;
import io.linkfleet.whatsapp.node.Jid;
import io.linkfleet.whatsapp.node.Node;
import io.linkfleet.whatsapp.node.NodeBuilder;
import io.linkfleet.whatsapp.pairing.DeviceStatement;
import io.linkfleet.whatsapp.pairing.QrCode;
import io.linkfleet.whatsapp.pairing.SignedIdentity;
import io.linkfleet.whatsapp.pairing.Verdict;
import java.security.SecureRandom;

/// A companion device made of the wire module: its keys, and the parts of its life.
final class TestCompanion {
  static final ClientVersion VERSION = ClientVersion.parse("2.3000.1045649367");
  private static final SecureRandom RANDOM = new SecureRandom();

  final KeyPair noise = KeyPair.generate(RANDOM);
  final KeyPair identity = KeyPair.generate(RANDOM);
  byte[] advSecret = RANDOM.generateSeed(32);
  private int lastId;

  Registration registration() {
    KeyPair preKey = KeyPair.generate(RANDOM);
    byte[] signature = identity.sign(SignedPreKey.signedBytes(preKey.publicKey()), RANDOM);
    return new Registration(
        VERSION,
        4711,
        identity.publicKey(),
        new SignedPreKey(1, preKey.publicKey(), signature),
        new DeviceAppearance("Linkfleet", DeviceAppearance.Icon.DESKTOP));
  }

  TestConnection register(Simulator simulator) throws Exception {
    return TestConnection.open(simulator, noise, registration());
  }

  TestConnection login(Simulator simulator, Jid device) throws Exception {
    return TestConnection.open(simulator, noise, new Login(VERSION, device));
  }

  /// Logs in and goes active, as a client does that means to stay.
  TestConnection online(Simulator simulator, Jid device) throws Exception {
    TestConnection connection = login(simulator, device);
    connection.next("success");
    Node active = query("set", "passive").children(Node.named("active").empty());
    assertThat(connection.query(active).attribute("type")).hasValue("result");
    return connection;
  }

  /// Registers, shows a code, has it scanned, and becomes a device.
  Jid link(Simulator simulator, SimulatedPhone phone) throws Exception {
    try (TestConnection connection = register(simulator)) {
      phone.scan(qr(connection.next("iq")).text());
      return confirm(connection);
    }
  }

  /// The code for the nth ref of a pair-device.
  QrCode qr(Node pairDevice, int ref) {
    Node refs = pairDevice.child("pair-device").orElseThrow();
    String text = refs.children("ref").get(ref).text().orElseThrow();
    return QrCode.of(text, noise.publicKey(), identity.publicKey(), advSecret, "1");
  }

  QrCode qr(Node pairDevice) {
    return qr(pairDevice, 0);
  }

  /// Waits for pair-success, checks and answers it, and sees 515 and the end of the stream.
  Jid confirm(TestConnection connection) throws Exception {
    Node query = connection.next("iq");
    Node success = query.child("pair-success").orElseThrow();
    Verdict verdict = judge(success);
    assertThat(verdict).isInstanceOf(Verdict.Genuine.class);
    connection.send(answer(query, ((Verdict.Genuine) verdict).identity()));
    assertThat(connection.next("stream:error").attribute("code")).hasValue("515");
    assertThat(connection.rest()).containsExactly(Node.STREAM_END);
    return success.child("device").flatMap(device -> device.jid("jid")).orElseThrow();
  }

  Verdict judge(Node pairSuccess) {
    byte[] statement = pairSuccess.bytes("device-identity").orElseThrow();
    return new DeviceStatement(identity, advSecret, RANDOM).judge(statement);
  }

  static Node answer(Node query, SignedIdentity signed) {
    return answer(query, signed.keyIndex(), signed.confirmation());
  }

  static Node answer(Node query, int keyIndex, byte[] confirmation) {
    Node identity =
        Node.named("device-identity").attribute("key-index", keyIndex).bytes(confirmation);
    return Node.named("iq")
        .attribute("to", Jid.SERVER)
        .attribute("type", "result")
        .attribute("id", query.attribute("id").orElseThrow())
        .children(Node.named("pair-device-sign").children(identity));
  }

  Node unlink(Jid device) {
    return query("set", "md")
        .children(
            Node.named("remove-companion-device")
                .attribute("jid", device)
                .attribute("reason", "user_initiated")
                .empty());
  }

  NodeBuilder query(String type, String xmlns) {
    return Node.named("iq")
        .attribute("id", "t-" + ++lastId)
        .attribute("to", Jid.SERVER)
        .attribute("type", type)
        .attribute("xmlns", xmlns);
  }
}
