package io.linkfleet.contract;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Events as JSON, on the topic and in webhooks alike. Unknown fields are ignored. Instants are
/// ISO 8601 in UTC, for receivers that are not ours.
public final class EventCodec {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int VERSION = 1;

  private EventCodec() {}

  public static byte[] encode(InstanceEvent event) {
    ObjectNode json = JSON.createObjectNode();
    json.put("v", VERSION);
    json.put("id", event.id());
    json.put("type", event.kind().wireName());
    json.put("sequence", event.sequence());
    json.put("at", event.at().toString());
    json.put("account", event.account().value());
    ObjectNode instance = json.putObject("instance");
    instance.put("id", event.instance().value());
    instance.put("name", event.name().value());
    json.put("state", event.standing().status().wireName());
    json.put("reason", event.standing().reason().wireName());
    event.until().ifPresent(until -> json.put("until", until.toString()));
    return JSON.writeValueAsBytes(json);
  }

  /// Throws [MalformedEnvelope].
  public static InstanceEvent decode(byte[] bytes) {
    try {
      JsonNode json = JSON.readTree(bytes);
      if (json.required("v").intValue() != VERSION) {
        throw new IllegalArgumentException("unknown event version");
      }
      JsonNode instance = json.required("instance");
      return new InstanceEvent(
          new InstanceId(instance.required("id").stringValue()),
          json.required("sequence").longValue(),
          new AccountId(json.required("account").stringValue()),
          new InstanceName(instance.required("name").stringValue()),
          InstanceEvent.Kind.ofWireName(json.required("type").stringValue()),
          standing(json),
          Instant.parse(json.required("at").stringValue()));
    } catch (JacksonException | IllegalArgumentException | DateTimeException e) {
      throw new MalformedEnvelope("not a readable event: " + e.getClass().getSimpleName(), e);
    }
  }

  public static byte[] encode(WebhookTest test) {
    ObjectNode json = JSON.createObjectNode();
    json.put("v", VERSION);
    json.put("id", test.id());
    json.put("type", WebhookTest.TYPE);
    json.put("at", test.at().toString());
    json.put("account", test.account().value());
    ObjectNode instance = json.putObject("instance");
    instance.put("id", test.instance().value());
    instance.put("name", test.name().value());
    return JSON.writeValueAsBytes(json);
  }

  /// Throws [MalformedEnvelope].
  public static WebhookTest decodeTest(byte[] bytes) {
    try {
      JsonNode json = JSON.readTree(bytes);
      if (json.required("v").intValue() != VERSION
          || !json.required("type").stringValue().equals(WebhookTest.TYPE)) {
        throw new IllegalArgumentException("no test of a webhook, or of an unknown version");
      }
      JsonNode instance = json.required("instance");
      return new WebhookTest(
          json.required("id").stringValue(),
          new AccountId(json.required("account").stringValue()),
          new InstanceId(instance.required("id").stringValue()),
          new InstanceName(instance.required("name").stringValue()),
          Instant.parse(json.required("at").stringValue()));
    } catch (JacksonException | IllegalArgumentException | DateTimeException e) {
      throw new MalformedEnvelope("not a readable test: " + e.getClass().getSimpleName(), e);
    }
  }

  private static Standing standing(JsonNode json) {
    return new Standing(
        InstanceStatus.ofWireName(json.required("state").stringValue()),
        StateReason.ofWireName(json.required("reason").stringValue()),
        json.has("until")
            ? Optional.of(Instant.parse(json.required("until").stringValue()))
            : Optional.empty());
  }
}
