package io.linkfleet.local.play;

import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/// How values look on a terminal that somebody may film: secrets by their first characters, long
/// texts by their beginning.
final class Shown {
  private static final Set<String> SECRETS = Set.of("token", "operatorToken");
  private static final int SECRET_CHARACTERS = 8;
  private static final int LONGEST = 48;

  private Shown() {}

  static String secret(String secret) {
    return secret.substring(0, Math.min(SECRET_CHARACTERS, secret.length())) + "…";
  }

  static String json(JsonNode json) {
    return shortened(json.deepCopy()).toString();
  }

  private static JsonNode shortened(JsonNode json) {
    switch (json) {
      case ObjectNode object -> object.properties().forEach(Shown::shorten);
      case ArrayNode array -> array.forEach(Shown::shortened);
      default -> {}
    }
    return json;
  }

  private static void shorten(Map.Entry<String, JsonNode> field) {
    JsonNode value = field.getValue();
    if (value.isString() && SECRETS.contains(field.getKey())) {
      field.setValue(text(secret(value.stringValue())));
    } else if (value.isString() && value.stringValue().length() > LONGEST) {
      field.setValue(text(cut(value.stringValue())));
    } else {
      shortened(value);
    }
  }

  private static String cut(String text) {
    return "%s… (%d characters)".formatted(text.substring(0, LONGEST), text.length());
  }

  private static JsonNode text(String text) {
    return StringNode.valueOf(text);
  }
}
