package io.linkfleet.bench.seed;

import io.linkfleet.simulator.phone.LinkedDevice;
import io.linkfleet.simulator.phone.Phone;
import io.linkfleet.simulator.state.Storage;
import io.linkfleet.whatsapp.crypto.KeyPair;
import io.linkfleet.worker.device.PairingKeys;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Devices that are linked already, made without any pairing: the same keys go to the simulated
/// WhatsApp, through its own storage, and to whoever is to log in with them.
public record LinkedDevices(List<SeededDevice> all) {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  public LinkedDevices {
    all = List.copyOf(all);
  }

  /// Takes about two milliseconds of CPU for each.
  public static LinkedDevices generate(int count, SecureRandom random) {
    return new LinkedDevices(
        IntStream.range(0, count)
            .parallel()
            .mapToObj(index -> SeededDevice.generate(index, random))
            .toList());
  }

  public LinkedDevices first(int count) {
    return new LinkedDevices(all.subList(0, count));
  }

  public LinkedDevices from(int index) {
    return new LinkedDevices(all.subList(index, all.size()));
  }

  /// Makes them known to a simulator that is started with this state directory afterwards; answers
  /// with the root key that its clients must trust, in hex.
  public String writeTo(Path simulatorState, SecureRandom random) {
    Storage storage = Storage.in(Optional.of(simulatorState));
    all.forEach(device -> storage.save(phone(device)));
    return HexFormat.of().formatHex(storage.trustKeys(random).root().publicKey().toBytes());
  }

  private static Phone phone(SeededDevice device) {
    PairingKeys keys = device.credentials().keys();
    LinkedDevice linked =
        new LinkedDevice(
            SeededDevice.DEVICE,
            keys.noise().publicKey(),
            keys.identity().publicKey(),
            SeededDevice.PRE_KEYS);
    return new Phone(
        device.number(), device.lid(), device.account(), SeededDevice.DEVICE, List.of(linked));
  }

  /// A line of JSON for each, for a client in another language. The file holds private keys.
  public void writeLines(Path file) {
    try (Writer writer = Files.newBufferedWriter(file)) {
      for (SeededDevice device : all) {
        writer.write(JSON.writeValueAsString(json(device)));
        writer.write('\n');
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ObjectNode json(SeededDevice device) {
    PairingKeys keys = device.credentials().keys();
    ObjectNode json = JSON.createObjectNode();
    json.put("jid", device.credentials().jid().text());
    json.put("lid", device.credentials().lid().orElseThrow().text());
    put(json, "noise", keys.noise());
    put(json, "identity", keys.identity());
    put(json, "signedPreKey", keys.signedPreKey());
    json.put("signature", keys.signedPreKeySignature().toBytes());
    json.put("registrationId", keys.registrationId());
    json.put("advSecret", keys.advSecret().toBytes());
    json.put("nextPreKeyId", device.credentials().nextPreKeyId());
    return json;
  }

  private static void put(ObjectNode json, String name, KeyPair keys) {
    Base64.Encoder base64 = Base64.getEncoder();
    json.putObject(name)
        .put("private", base64.encodeToString(keys.privateBytes()))
        .put("public", keys.publicKey().toBase64());
  }
}
