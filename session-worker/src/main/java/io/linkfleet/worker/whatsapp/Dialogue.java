package io.linkfleet.worker.whatsapp;

import io.linkfleet.whatsapp.crypto.KeyPair;
import io.linkfleet.whatsapp.login.Introduction;
import io.linkfleet.whatsapp.node.Node;
import io.linkfleet.worker.pause.Claim;

/// What one kind of connection is about: becoming a device, or being one.
sealed interface Dialogue permits PairingDialogue, LoginDialogue {
  Introduction introduction();

  /// Asked right before [#introduction] is sent.
  boolean mayIntroduce();

  /// The key the handshake proves.
  KeyPair noiseKey();

  /// What the server asked to be told at the next connection; empty if nothing.
  byte[] routingInfo();

  /// Looks at a stanza that is not an answer. Those it does not know it leaves alone.
  void received(Node stanza);

  /// What a `<failure>` means here.
  Ending refused(Node failure);

  /// The socket is gone without our doing; the last moment for an event.
  void lost();

  void confirmPairing(Claim claim);

  void unlink(Claim claim);
}
