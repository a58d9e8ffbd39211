package io.linkfleet.gateway.http;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// The JSON object a request carries, whatever content type it claims. A field of the wrong type
/// ends the request with `Invalid request body`; null counts as absent.
public final class JsonBody {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final ObjectNode fields;

  private JsonBody(ObjectNode fields) {
    this.fields = fields;
  }

  static JsonBody parse(byte[] bytes) {
    try {
      if (JSON.readTree(bytes) instanceof ObjectNode fields) {
        return new JsonBody(fields);
      }
    } catch (JacksonException e) {
      throw new Refused(Failures.INVALID_BODY, "unreadable JSON");
    }
    throw new Refused(Failures.INVALID_BODY, "no JSON object");
  }

  public Optional<String> text(String field) {
    return find(field).map(value -> value.isString() ? value.stringValue() : refuse(field));
  }

  public Optional<List<String>> texts(String field) {
    Optional<JsonNode> value = find(field);
    if (value.isPresent() && !value.get().isArray()) {
      refuse(field);
    }
    return value.map(
        array ->
            array
                .valueStream()
                .map(one -> one.isString() ? one.stringValue() : refuse(field))
                .toList());
  }

  public OptionalInt number(String field) {
    Optional<JsonNode> value = find(field);
    if (value.isEmpty()) {
      return OptionalInt.empty();
    }
    if (!value.get().isInt()) {
      refuse(field);
    }
    return OptionalInt.of(value.get().intValue());
  }

  private Optional<JsonNode> find(String field) {
    return Optional.ofNullable(fields.get(field)).filter(value -> !value.isNull());
  }

  private static String refuse(String field) {
    throw new Refused(Failures.INVALID_BODY, "wrong type of " + field);
  }
}
