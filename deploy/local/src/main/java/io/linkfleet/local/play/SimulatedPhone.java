package io.linkfleet.local.play;

import java.util.Map;
import tools.jackson.databind.JsonNode;

/// A phone on the simulator, moved by its control API.
final class SimulatedPhone {
  private final Caller simulator;
  private final String number;

  private SimulatedPhone(Caller simulator, String number) {
    this.simulator = simulator;
    this.number = number;
  }

  static SimulatedPhone buy(Caller simulator, String number) {
    Answer answer = simulator.call("POST", "/phones", Map.of("number", number));
    requireSuccess(answer, "a new phone");
    return new SimulatedPhone(simulator, number);
  }

  void scan(String qrCode) {
    String path = "/phones/" + number + "/scan";
    requireSuccess(simulator.call("POST", path, Map.of("qr", qrCode)), "the scan");
  }

  /// The companion devices linked to it now.
  JsonNode devices() {
    Answer answer = simulator.call("GET", "/phones/" + number + "/devices");
    return requireSuccess(answer, "the list of devices").body();
  }

  private static Answer requireSuccess(Answer answer, String wish) {
    if (answer.status() / 100 != 2) {
      answer.requireStatus(200, wish);
    }
    return answer;
  }
}
