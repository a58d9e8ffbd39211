package io.linkfleet.local.pipeline;

import io.linkfleet.contract.EventCodec;
import io.linkfleet.contract.InstanceEvent;
import io.linkfleet.contract.Topics;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/// The topic `linkfleet.events`, as any consumer reads it.
record EventLog(String bootstrapServers) {

  /// One record: what it says, and everything in it as text.
  record Told(InstanceEvent event, String raw) {}

  /// All there is now about instances of that name, which no other test should use.
  List<Told> about(String name) {
    List<Told> told = new ArrayList<>();
    for (var record : TopicRecords.of(bootstrapServers, Topics.EVENTS)) {
      InstanceEvent event = EventCodec.decode(record.value());
      if (event.name().value().equals(name)) {
        told.add(new Told(event, text(record)));
      }
    }
    return told;
  }

  /// `state reason`, or `logged_out reason`, in the order they came.
  List<String> storyOf(String name) {
    return about(name).stream().map(Told::event).map(EventLog::line).toList();
  }

  private static String line(InstanceEvent event) {
    String what =
        switch (event.kind()) {
          case STATE -> event.standing().status().wireName();
          case LOGGED_OUT -> "logged_out";
        };
    return what + " " + event.standing().reason().wireName();
  }

  private static String text(ConsumerRecord<byte[], byte[]> record) {
    StringBuilder text = new StringBuilder(latin(record.key())).append(' ');
    text.append(latin(record.value()));
    record.headers().forEach(each -> text.append(each.key()).append(latin(each.value())));
    return text.toString();
  }

  private static String latin(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }
}
