package io.linkfleet.faults.fleet;

import io.linkfleet.faults.process.Patience;
import io.linkfleet.faults.process.ServerProcess;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/// A gateway, a worker or the simulator: a process and the page that tells whether it is ready.
public record Member(ServerProcess process, URI ready) {
  private static final Duration READY_WITHIN = Duration.ofMinutes(2);
  private static final Duration LOOK = Duration.ofSeconds(2);
  private static final HttpClient HTTP = HttpClient.newBuilder().connectTimeout(LOOK).build();

  public String name() {
    return process.name();
  }

  public boolean isReady() {
    try {
      HttpRequest request = HttpRequest.newBuilder(ready).timeout(LOOK).build();
      return HTTP.send(request, BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /// Throws [IllegalStateException] when it takes too long.
  public void awaitReady() {
    Patience.require(
        name() + " is ready (" + process.log() + ")",
        READY_WITHIN,
        () -> {
          if (!process.isAlive()) {
            throw new IllegalStateException(name() + " ended: see " + process.log());
          }
          return isReady();
        });
  }
}
