package io.linkfleet.simulator.control;

import io.linkfleet.simulator.phone.Refusal;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// An HTTP answer: a status and a JSON body. Errors are `{"error": "why"}`.
record Answer(int status, JsonNode body) {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  static Answer ok(Object body) {
    return new Answer(200, JSON.valueToTree(body));
  }

  static Answer error(int status, String why) {
    return new Answer(status, JSON.createObjectNode().put("error", why));
  }

  static Answer of(Refusal refusal) {
    return error(refusal.status(), refusal.getMessage());
  }

  byte[] bytes() {
    return JSON.writeValueAsBytes(body);
  }
}
