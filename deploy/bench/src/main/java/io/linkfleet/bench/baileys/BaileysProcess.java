package io.linkfleet.bench.baileys;

import io.linkfleet.bench.proc.ProcessFigures;
import io.linkfleet.bench.seed.LinkedDevices;
import io.linkfleet.bench.stand.WhatsAppStandIn;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// One Node 24 process with Baileys sockets in it. It is told on its standard input what to do, one
/// thing after the other.
public final class BaileysProcess implements AutoCloseable {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Path HERE = Path.of("baileys");
  private static final Path NODE = HERE.resolve("node_modules/node/bin/node");

  private final Process process;
  private final Writer orders;
  private final BufferedReader answers;
  private final String version;

  private BaileysProcess(Process process) {
    this.process = process;
    this.orders = process.outputWriter(StandardCharsets.UTF_8);
    this.answers =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    this.version = answer().required("ready").stringValue();
  }

  /// Whether the packages of `package-lock.json` are there, Node itself among them.
  public static boolean isInstalled() {
    return Files.isExecutable(NODE);
  }

  /// It will use these devices, in their order, each once.
  public static BaileysProcess start(Path home, LinkedDevices devices, WhatsAppStandIn whatsApp) {
    try {
      Path file = Files.createTempFile(home, "devices", ".jsonl");
      devices.writeLines(file);
      ProcessBuilder builder =
          new ProcessBuilder(
              List.of(
                  NODE.toString(),
                  "--expose-gc",
                  HERE.resolve("hold.mjs").toString(),
                  whatsApp.plainUrl().toString(),
                  whatsApp.rootKey(),
                  file.toString()));
      builder.redirectError(home.resolve("baileys.log").toFile());
      return new BaileysProcess(builder.start());
    } catch (IOException e) {
      throw new UncheckedIOException("Node can't be started", e);
    }
  }

  /// What it says it is, such as `v24.1.0`.
  public String version() {
    return version;
  }

  public ProcessFigures figures() {
    return new ProcessFigures(process.pid());
  }

  /// Opens the next sockets, so many at a time, and returns when all are open.
  public void connect(int count, int atOnce) {
    JsonNode _ = order("connect " + count + " " + atOnce);
  }

  /// Opens the next sockets and unlinks each at once; returns when all are told.
  public void unlink(int count, int atOnce) {
    JsonNode _ = order("unlink " + count + " " + atOnce);
  }

  /// Bytes of the objects that live, after a full collection.
  public long liveHeapBytes() {
    return order("collect").required("heap").longValue();
  }

  private JsonNode order(String line) {
    try {
      orders.write(line + "\n");
      orders.flush();
      return answer();
    } catch (IOException e) {
      throw new UncheckedIOException("Node is gone: see baileys.log", e);
    }
  }

  private JsonNode answer() {
    try {
      String line = answers.readLine();
      if (line == null) {
        throw new IllegalStateException("Node ended: see baileys.log");
      }
      return JSON.readTree(line);
    } catch (IOException e) {
      throw new UncheckedIOException("Node is gone: see baileys.log", e);
    }
  }

  /// It ends with its standard input, and so with this JVM, too.
  @Override
  public void close() {
    process.destroyForcibly();
  }
}
