package io.linkfleet.local.consumption;

import io.linkfleet.local.Program;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/// One of several gateways, as a load balancer sees it.
record Door(Program program, int port, int managementPort) implements AutoCloseable {
  boolean isReady(HttpClient client) throws InterruptedException {
    URI uri = URI.create("http://127.0.0.1:" + managementPort + "/actuator/health/readiness");
    try {
      HttpRequest request = HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(5)).build();
      return client.send(request, BodyHandlers.ofString()).statusCode() == 200;
    } catch (IOException away) {
      return false;
    }
  }

  @Override
  public void close() {
    program.close();
  }
}
