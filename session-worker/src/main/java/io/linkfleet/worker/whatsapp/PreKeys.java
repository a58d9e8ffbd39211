package io.linkfleet.worker.whatsapp;

import io.linkfleet.whatsapp.crypto.Hkdf;
import io.linkfleet.whatsapp.crypto.KeyPair;
import io.linkfleet.whatsapp.node.Node;
import io.linkfleet.worker.device.DeviceCredentials;
import io.linkfleet.worker.device.PairingKeys;
import io.linkfleet.worker.device.SecretBytes;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// One-time keys of a device, derived from its seed, so that a key needs no storing: the id brings
/// it back.
final class PreKeys {
  private static final int KEY_LENGTH = 32;
  private static final int LARGEST_ID = 0xFFFFFF;
  private static final byte[] KEY_TYPE = {5};
  private static final byte[] NO_SALT = {};

  private PreKeys() {}

  /// The private key is HKDF-SHA256 of the seed, without salt, with info `prekey` and the id in
  /// four bytes, highest first. Never change this: keys the server holds must be found again.
  static KeyPair keyPair(SecretBytes seed, int id) {
    byte[] label = "prekey".getBytes(StandardCharsets.US_ASCII);
    byte[] info = ByteBuffer.allocate(label.length + 4).put(label).putInt(id).array();
    return KeyPair.ofPrivate(Hkdf.sha256(seed.toBytes(), NO_SALT, info, KEY_LENGTH));
  }

  /// The first id of an upload of so many keys; ids start again at 1 when they are used up.
  static int firstId(DeviceCredentials device, int count) {
    return device.nextPreKeyId() + count > LARGEST_ID ? 1 : device.nextPreKeyId();
  }

  /// What an upload carries. Computes one key pair for each id: not for an event loop.
  static List<Node> upload(PairingKeys keys, int firstId, int count) {
    List<Node> list = new ArrayList<>(count);
    for (int id = firstId; id < firstId + count; id++) {
      byte[] value = keyPair(keys.preKeySeed(), id).publicKey().toBytes();
      list.add(Node.named("key").children(id(id), Node.named("value").bytes(value)));
    }
    return List.of(
        Node.named("registration")
            .bytes(ByteBuffer.allocate(4).putInt(keys.registrationId()).array()),
        Node.named("type").bytes(KEY_TYPE),
        Node.named("identity").bytes(keys.identity().publicKey().toBytes()),
        Node.named("list").children(list),
        Node.named("skey")
            .children(
                id(keys.signedPreKeyId()),
                Node.named("value").bytes(keys.signedPreKey().publicKey().toBytes()),
                Node.named("signature").bytes(keys.signedPreKeySignature().toBytes())));
  }

  private static Node id(int id) {
    return Node.named("id").bytes(new byte[] {(byte) (id >>> 16), (byte) (id >>> 8), (byte) id});
  }
}
