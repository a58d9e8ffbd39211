package io.linkfleet.gateway.events;

import io.linkfleet.contract.InstanceEvent;
import io.linkfleet.contract.InstanceName;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What a page is told, one server-sent event each. `id` is that of what the page shows then.
/// Names, ids and instants need no escapes in JSON.
sealed interface Message {
  String name();

  Optional<String> id();

  void writeData(OutputStream out) throws IOException;

  default void writeTo(OutputStream out) throws IOException {
    write(out, "event: " + name() + "\n");
    if (id().isPresent()) {
      write(out, "id: " + id().get() + "\n");
    }
    write(out, "data: ");
    writeData(out);
    write(out, "\n\n");
  }

  private static void write(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.US_ASCII));
  }

  /// All there are; the page forgets what it showed before.
  record All(List<Shown> instances, Optional<String> id) implements Message {
    @Override
    public String name() {
      return "instances";
    }

    @Override
    public void writeData(OutputStream out) throws IOException {
      write(out, "{\"instances\":[");
      for (int i = 0; i < instances.size(); i++) {
        write(out, i == 0 ? "" : ",");
        out.write(instances.get(i).json());
      }
      write(out, "]}");
    }
  }

  /// What brought a page the news of an instance: an event, or, without an event's id, a look at
  /// the registry.
  record Cause(InstanceEvent.Kind kind, Optional<String> event, Instant at) {
    static Cause of(InstanceEvent event) {
      return new Cause(event.kind(), Optional.of(event.id()), event.at());
    }

    static Cause lookAt(Shown instance) {
      return new Cause(InstanceEvent.Kind.STATE, Optional.empty(), instance.stateSince());
    }
  }

  /// One instance as it is now. Without an id where more of them belong together and this is not
  /// the last.
  record One(Cause cause, Shown instance, Optional<String> id) implements Message {
    @Override
    public String name() {
      return "instance";
    }

    @Override
    public void writeData(OutputStream out) throws IOException {
      String event = cause.event().map(id -> "\"" + id + "\"").orElse("null");
      write(
          out,
          "{\"type\":\"%s\",\"id\":%s,\"at\":\"%s\",\"instance\":"
              .formatted(cause.kind().wireName(), event, cause.at()));
      out.write(instance.json());
      write(out, "}");
    }
  }

  /// An instance that is no more.
  record Removed(InstanceName instance, Optional<String> id) implements Message {
    @Override
    public String name() {
      return "removed";
    }

    @Override
    public void writeData(OutputStream out) throws IOException {
      write(out, "{\"name\":\"" + instance.value() + "\"}");
    }
  }
}
