package io.linkfleet.local.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import tools.jackson.databind.JsonNode;

/// The simulator's control API.
record Simulation(Http http) {
  private static final AtomicLong NEXT_NUMBER = new AtomicLong(5511970000000L);

  /// A phone nobody else in this JVM has.
  Phone newPhone() {
    String number = Long.toString(NEXT_NUMBER.incrementAndGet());
    requireSuccess(http.post("/phones", Map.of("number", number)));
    return new Phone(number);
  }

  long stat(String name) {
    return requireSuccess(http.get("/stats")).json().required(name).asLong();
  }

  void setFaults(Map<String, ?> faults) {
    requireSuccess(http.put("/faults", faults));
  }

  /// From now on it does not take this step (`holdBefore`).
  void hold(String step) {
    setFaults(Map.of("holdBefore", step));
  }

  void beHonest() {
    setFaults(Map.of());
  }

  final class Phone {
    private final String number;

    private Phone(String number) {
      this.number = number;
    }

    String number() {
      return number;
    }

    void scan(String qrCode) {
      requireSuccess(tryScan(qrCode));
    }

    Response tryScan(String qrCode) {
      return http.post("/phones/" + number + "/scan", Map.of("qr", qrCode));
    }

    JsonNode devices() {
      return requireSuccess(http.get("/phones/" + number + "/devices")).json();
    }

    /// A client elsewhere logs in with the keys of its first device.
    void replaceFirstDevice() {
      int device = devices().at("/0/device").asInt();
      String path = "/phones/" + number + "/devices/" + device + "/replace";
      requireSuccess(http.post(path, Map.of()));
    }

    /// As its user does under "Linked devices".
    void unlinkFirstDevice() {
      int device = devices().at("/0/device").asInt();
      requireSuccess(http.delete("/phones/" + number + "/devices/" + device));
    }
  }

  private static Response requireSuccess(Response response) {
    assertThat(response.status() / 100).as(response.body()).isEqualTo(2);
    return response;
  }
}
