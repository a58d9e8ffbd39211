package io.linkfleet.bench.stand;

import io.linkfleet.bench.fleet.ProductionJvm;
import io.linkfleet.bench.proc.ProcessFigures;
import io.linkfleet.bench.seed.LinkedDevices;
import io.linkfleet.faults.process.Patience;
import io.linkfleet.faults.process.Ports;
import io.linkfleet.faults.process.ServerProcess;
import io.linkfleet.faults.process.Watchdog;
import io.linkfleet.simulator.SimulatorProgram;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The simulator as a process of its own, and what it counts.
public final class WhatsAppStandIn implements AutoCloseable {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int HEAP_MEGABYTES = 2048;
  private static final Duration UP_WITHIN = Duration.ofMinutes(2);
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final HttpClient HTTP = HttpClient.newBuilder().connectTimeout(PATIENCE).build();

  private final ServerProcess process;
  private final int port;
  private final int securePort;
  private final TlsKeys tls;
  private final String rootKey;

  private WhatsAppStandIn(
      ServerProcess process, int port, int securePort, TlsKeys tls, String rootKey) {
    this.process = process;
    this.port = port;
    this.securePort = securePort;
    this.tls = tls;
    this.rootKey = rootKey;
  }

  static WhatsAppStandIn start(
      Path home, Ports ports, LinkedDevices devices, SecureRandom random, Watchdog watchdog) {
    int port = ports.next();
    int securePort = ports.next();
    TlsKeys tls = TlsKeys.generate(home.resolve("whatsapp.p12"));
    Path state = home.resolve("whatsapp");
    String rootKey = devices.writeTo(state, random);
    List<String> command =
        ProductionJvm.beside(SimulatorProgram.class, HEAP_MEGABYTES, "-XX:+UseSerialGC")
            .with(
                List.of(
                    "--port=" + port,
                    "--tls=" + securePort + "," + tls.keyStore(),
                    "--state=" + state));
    var process =
        new ServerProcess("whatsapp", () -> command, home.resolve("whatsapp.log"), watchdog);
    process.start();
    var standIn = new WhatsAppStandIn(process, port, securePort, tls, rootKey);
    Patience.require("the simulator serves", UP_WITHIN, standIn::serves);
    return standIn;
  }

  public URI plainUrl() {
    return URI.create("ws://127.0.0.1:" + port + "/ws/chat");
  }

  /// With a certificate that only those trust who are told [#trust].
  public URI secureUrl() {
    return URI.create("wss://localhost:" + securePort + "/ws/chat");
  }

  /// JVM flags for those who are to trust the certificate of [#secureUrl].
  List<String> trust() {
    return tls.trust();
  }

  public String rootKey() {
    return rootKey;
  }

  public ProcessFigures figures() {
    return new ProcessFigures(process.pid());
  }

  /// A count of `GET /stats`.
  public long stat(String name) {
    return JSON.readTree(call("GET", "/stats")).required(name).longValue();
  }

  /// Every count of `GET /stats` at one moment.
  public JsonNode stats() {
    return JSON.readTree(call("GET", "/stats"));
  }

  /// Cuts every connection without a word, as a network failure does.
  public void dropConnections() {
    var _ = call("DELETE", "/connections");
  }

  private boolean serves() {
    try {
      return !call("GET", "/root-key").isEmpty();
    } catch (UncheckedIOException e) {
      return false;
    }
  }

  private String call(String method, String path) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .timeout(PATIENCE)
            .method(method, HttpRequest.BodyPublishers.noBody())
            .build();
    try {
      return HTTP.send(request, BodyHandlers.ofString()).body();
    } catch (IOException e) {
      throw new UncheckedIOException("the simulator did not answer", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while the simulator was asked", e);
    }
  }

  @Override
  public void close() {
    process.close();
  }
}
