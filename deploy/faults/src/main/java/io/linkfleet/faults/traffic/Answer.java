package io.linkfleet.faults.traffic;

import io.linkfleet.faults.chronicle.Call;
import tools.jackson.databind.JsonNode;

/// The answer to a call and the call's record.
record Answer(Call call, JsonNode body) {
  int status() {
    return call.status();
  }

  boolean is(int status) {
    return call.status() == status;
  }
}
