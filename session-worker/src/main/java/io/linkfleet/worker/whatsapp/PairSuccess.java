package io.linkfleet.worker.whatsapp;

import io.linkfleet.whatsapp.node.Jid;
import io.linkfleet.whatsapp.node.Node;
import io.linkfleet.whatsapp.pairing.DeviceStatement;
import io.linkfleet.whatsapp.pairing.SignedIdentity;
import io.linkfleet.whatsapp.pairing.Verdict;
import io.linkfleet.worker.device.DeviceCredentials;
import io.linkfleet.worker.device.PairingKeys;
import io.linkfleet.worker.device.SecretBytes;
import java.security.SecureRandom;
import java.util.Optional;

/// What comes of a phone's scan: the credentials of a new device, and the stanza that confirms it.
sealed interface PairSuccess {
  record Accepted(DeviceCredentials device, Node confirmation) implements PairSuccess {}

  record Refused(Verdict.Reason reason) implements PairSuccess {}

  static PairSuccess judge(Node iq, PairingKeys keys, SecureRandom random) {
    Node success = iq.child("pair-success").orElseThrow();
    Optional<byte[]> statement = success.bytes("device-identity");
    Optional<Node> named = success.child("device");
    Optional<Jid> jid = named.flatMap(device -> device.jid("jid")).filter(PairSuccess::isDevice);
    if (statement.isEmpty() || jid.isEmpty()) {
      return new Refused(Verdict.Reason.MALFORMED);
    }
    DeviceStatement check =
        new DeviceStatement(keys.identity(), keys.advSecret().toBytes(), random);
    return switch (check.judge(statement.get())) {
      case Verdict.Refused(var reason) -> new Refused(reason);
      case Verdict.Genuine(var identity) ->
          new Accepted(
              new DeviceCredentials(
                  keys,
                  jid.get(),
                  named.flatMap(device -> device.jid("lid")),
                  success.child("platform").flatMap(node -> node.attribute("name")).orElse(""),
                  success.child("biz").flatMap(node -> node.attribute("name")),
                  SecretBytes.of(identity.toBytes()),
                  1,
                  Optional.empty()),
              confirmation(iq, identity));
    };
  }

  private static boolean isDevice(Jid jid) {
    return jid.server().equals(Jid.USERS) && jid.device() > 0 && jid.user().matches("[0-9]{1,18}");
  }

  private static Node confirmation(Node iq, SignedIdentity identity) {
    return Replies.result(iq)
        .children(
            Node.named("pair-device-sign")
                .children(
                    Node.named("device-identity")
                        .attribute("key-index", identity.keyIndex())
                        .bytes(identity.confirmation())));
  }
}
