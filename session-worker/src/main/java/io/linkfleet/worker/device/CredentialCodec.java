package io.linkfleet.worker.device;

import io.linkfleet.whatsapp.crypto.KeyPair;
import io.linkfleet.whatsapp.crypto.PublicKey;
import io.linkfleet.whatsapp.node.Jid;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Credentials as JSON, before they are sealed. What was once written stays readable: a new form
/// gets a new version number.
final class CredentialCodec {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int VERSION = 1;

  private CredentialCodec() {}

  static byte[] encode(DeviceCredentials device) {
    ObjectNode json = JSON.createObjectNode();
    json.put("v", VERSION);
    json.put("jid", device.jid().text());
    device.lid().ifPresent(lid -> json.put("lid", lid.text()));
    json.put("platform", device.platform());
    device.businessName().ifPresent(name -> json.put("businessName", name));
    json.put("signedIdentity", device.signedIdentity().toBytes());
    json.put("nextPreKeyId", device.nextPreKeyId());
    device.routingInfo().ifPresent(info -> json.put("routingInfo", info.toBytes()));
    PairingKeys keys = device.keys();
    put(json, "noise", keys.noise());
    put(json, "identity", keys.identity());
    json.put("registrationId", keys.registrationId());
    json.put("signedPreKeyId", keys.signedPreKeyId());
    put(json, "signedPreKey", keys.signedPreKey());
    json.put("signedPreKeySignature", keys.signedPreKeySignature().toBytes());
    json.put("advSecret", keys.advSecret().toBytes());
    json.put("preKeySeed", keys.preKeySeed().toBytes());
    return JSON.writeValueAsBytes(json);
  }

  /// Throws [UnreadableCredentials], which never quotes what it read.
  static DeviceCredentials decode(byte[] bytes) {
    try {
      JsonNode json = JSON.readTree(bytes);
      if (json.required("v").intValue() != VERSION) {
        throw new IllegalArgumentException("unknown version");
      }
      return new DeviceCredentials(
          keys(json),
          Jid.parse(json.required("jid").stringValue()),
          text(json, "lid").map(Jid::parse),
          json.required("platform").stringValue(),
          text(json, "businessName"),
          secret(json, "signedIdentity"),
          json.required("nextPreKeyId").intValue(),
          json.has("routingInfo") ? Optional.of(secret(json, "routingInfo")) : Optional.empty());
    } catch (JacksonException | IllegalArgumentException e) {
      throw new UnreadableCredentials("not credentials: " + e.getClass().getSimpleName());
    }
  }

  private static PairingKeys keys(JsonNode json) {
    return new PairingKeys(
        keyPair(json, "noise"),
        keyPair(json, "identity"),
        json.required("registrationId").intValue(),
        json.required("signedPreKeyId").intValue(),
        keyPair(json, "signedPreKey"),
        secret(json, "signedPreKeySignature"),
        secret(json, "advSecret"),
        secret(json, "preKeySeed"));
  }

  private static void put(ObjectNode json, String name, KeyPair pair) {
    ObjectNode halves = json.putObject(name);
    halves.put("private", pair.privateBytes());
    halves.put("public", pair.publicKey().toBytes());
  }

  private static KeyPair keyPair(JsonNode json, String name) {
    JsonNode halves = json.required(name);
    return KeyPair.of(bytes(halves, "private"), PublicKey.of(bytes(halves, "public")));
  }

  private static SecretBytes secret(JsonNode json, String name) {
    return SecretBytes.of(bytes(json, name));
  }

  private static byte[] bytes(JsonNode json, String name) {
    return json.required(name).binaryValue();
  }

  private static Optional<String> text(JsonNode json, String name) {
    return json.has(name) ? Optional.of(json.required(name).stringValue()) : Optional.empty();
  }
}
