package io.linkfleet.faults.chronicle;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Everything that happened, in memory and in a file of JSON lines. For use by many threads.
public final class Chronicle implements AutoCloseable {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final BufferedWriter file;
  private final List<Call> calls = new ArrayList<>();
  private final List<Outage> outages = new ArrayList<>();
  private final Map<String, Device> devices = new LinkedHashMap<>();

  public Chronicle(Path path) {
    try {
      file = Files.newBufferedWriter(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public synchronized void add(Call call) {
    calls.add(call);
    ObjectNode line = line("call", call.at()).put("id", call.id());
    line.put("op", call.op().name()).put("instance", call.instance());
    line.put("status", call.status()).put("message", call.message());
    line.put("tookMillis", call.took().toMillis());
    var attempts = line.putArray("attempts");
    for (Attempt attempt : call.attempts()) {
      attempts
          .addObject()
          .put("gateway", attempt.gateway())
          .put("tookMillis", attempt.took().toMillis())
          .put("result", attempt.result().name());
    }
    write(line);
  }

  public synchronized void add(Outage outage) {
    outages.add(outage);
    write(
        line("outage", outage.from())
            .put("part", outage.part())
            .put("what", outage.what())
            .put("to", outage.to().toString()));
  }

  public synchronized void linked(Device device) {
    devices.put(device.jid(), device);
    write(
        line("linked", Instant.now()).put("jid", device.jid()).put("instance", device.instance()));
  }

  /// Replaces what is known of a device.
  public synchronized void learn(String jid, String what, UnaryOperator<Device> change) {
    devices.computeIfPresent(jid, (_, device) -> change.apply(device));
    write(line(what, Instant.now()).put("jid", jid));
  }

  public synchronized void note(String what) {
    write(line("note", Instant.now()).put("what", what));
  }

  public synchronized List<Call> callsSince(Instant since) {
    return calls.stream().filter(call -> !call.at().isBefore(since)).toList();
  }

  public synchronized List<Outage> outages() {
    return List.copyOf(outages);
  }

  public synchronized List<Device> devices() {
    return List.copyOf(devices.values());
  }

  public synchronized List<Device> devicesOf(String instance) {
    return devices.values().stream().filter(one -> one.instance().equals(instance)).toList();
  }

  private static ObjectNode line(String kind, Instant at) {
    return JSON.createObjectNode().put("at", at.toString()).put("kind", kind);
  }

  private void write(ObjectNode line) {
    try {
      file.write(line.toString());
      file.newLine();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public synchronized void close() {
    try {
      file.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
