package io.linkfleet.bench.takeover;

import io.linkfleet.bench.proc.JvmFigures;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;

/// Where the Java code of a worker spends its time while devices log in: samples of a flight
/// recording, each counted for the first of these it has on its stack. The compilers, the
/// collector and the kernel are not in it.
record LoginProfile(Map<Part, Integer> samples) {
  private static final String NAME = "logins";

  /// What a sample is counted for, by types whose names are on its stack.
  enum Part {
    X25519("X25519", "crypto.X25519"),
    OTHER_CRYPTOGRAPHY("other cryptography", "whatsapp.crypto.", "whatsapp.noise."),
    LOG("log", "ch.qos.logback."),
    KAFKA("Kafka: events and their webhooks", "org.apache.kafka.", "worker.webhook."),
    REDIS("Redis", "io.linkfleet.registry.", "io.lettuce.", "worker.device."),
    CONNECTING("connecting and the WebSocket", "netty.bootstrap.", "netty.handler.codec."),
    STANZAS("stanzas", "whatsapp.node.", "worker.whatsapp."),
    OTHER("all else");

    private final String shown;
    private final String types;

    Part(String shown, String... types) {
      this.shown = shown;
      this.types = String.join(" ", types);
    }

    private boolean isOn(String stack) {
      return List.of(types.split(" ", -1)).stream().anyMatch(stack::contains);
    }

    static Part of(String stack) {
      for (Part part : values()) {
        if (part.isOn(stack)) {
          return part;
        }
      }
      return OTHER;
    }
  }

  static void begin(JvmFigures jvm) {
    var _ = jvm.jcmd("JFR.start", "name=" + NAME, "settings=profile");
  }

  static LoginProfile end(JvmFigures jvm, Path file) {
    var _ = jvm.jcmd("JFR.stop", "name=" + NAME, "filename=" + file.toAbsolutePath());
    Map<Part, Integer> samples = new EnumMap<>(Part.class);
    try (RecordingFile recording = new RecordingFile(file)) {
      while (recording.hasMoreEvents()) {
        RecordedEvent event = recording.readEvent();
        if (event.getEventType().getName().equals("jdk.ExecutionSample")
            && event.getStackTrace() != null) {
          samples.merge(Part.of(stack(event)), 1, Integer::sum);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the flight recording can't be read", e);
    }
    return new LoginProfile(samples);
  }

  private static String stack(RecordedEvent event) {
    return event.getStackTrace().getFrames().stream()
        .map(frame -> frame.getMethod().getType().getName())
        .collect(Collectors.joining("\n"));
  }

  /// The parts and their shares, such as `X25519 43 %, Kafka 17 %`.
  String shown() {
    double all = samples.values().stream().mapToInt(Integer::intValue).sum();
    return samples.entrySet().stream()
        .map(
            part ->
                String.format(
                    Locale.ROOT, "%s %.0f %%", part.getKey().shown, 100 * part.getValue() / all))
        .collect(Collectors.joining(", "));
  }
}
