package io.linkfleet.faults.fleet;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The simulated WhatsApp and its phones, by their control API.
public record Simulator(Member member, URI url) {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final HttpClient HTTP = HttpClient.newBuilder().connectTimeout(PATIENCE).build();

  public String rootKey() {
    return call("GET", "/root-key", "").orElseThrow().required("rootKey").stringValue();
  }

  public void switchOn(String number) {
    JsonNode _ =
        call("POST", "/phones", JSON.createObjectNode().put("number", number).toString())
            .orElseThrow(() -> new IllegalStateException("the simulator refused a phone"));
  }

  /// The address of the new device; empty when no companion shows this code any more.
  public Optional<String> scan(String number, String qr) {
    return call(
            "POST", "/phones/" + number + "/scan", JSON.createObjectNode().put("qr", qr).toString())
        .map(linked -> linked.required("jid").stringValue());
  }

  /// Removes the device on the phone; false when it was not linked.
  public boolean unlink(String number, String jid) {
    String device = jid.substring(jid.indexOf(':') + 1, jid.indexOf('@'));
    return call("DELETE", "/phones/" + number + "/devices/" + device, "").isPresent();
  }

  public boolean isLinked(String number, String jid) {
    return call("GET", "/phones/" + number + "/devices", "")
        .orElseThrow()
        .valueStream()
        .anyMatch(device -> device.required("jid").stringValue().equals(jid));
  }

  /// Every linked device by its address, with how many connections it has now.
  public Map<String, Integer> devices() {
    Map<String, Integer> devices = new HashMap<>();
    call("GET", "/devices", "")
        .orElseThrow()
        .forEach(
            device ->
                devices.put(
                    device.required("jid").stringValue(),
                    device.required("connections").intValue()));
    return devices;
  }

  public long stat(String name) {
    return call("GET", "/stats", "").orElseThrow().required(name).longValue();
  }

  /// Drops every connection there is.
  public void dropConnections() {
    JsonNode _ = call("DELETE", "/connections", "").orElseThrow();
  }

  /// Replaces the faults in force; `{}` clears them.
  public void faults(String document) {
    JsonNode _ =
        call("PUT", "/faults", document)
            .orElseThrow(() -> new IllegalStateException("the simulator refused " + document));
  }

  /// Empty when the simulator refused.
  private Optional<JsonNode> call(String method, String path, String body) {
    HttpRequest request =
        HttpRequest.newBuilder(url.resolve(path))
            .timeout(PATIENCE)
            .method(method, BodyPublishers.ofString(body))
            .build();
    try {
      HttpResponse<String> response = HTTP.send(request, BodyHandlers.ofString());
      return response.statusCode() / 100 == 2
          ? Optional.of(JSON.readTree(response.body()))
          : Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException("the simulator did not answer", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while the simulator was asked", e);
    }
  }
}
