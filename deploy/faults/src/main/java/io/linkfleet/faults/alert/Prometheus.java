package io.linkfleet.faults.alert;

import io.linkfleet.faults.fleet.Fleet;
import io.linkfleet.faults.fleet.Member;
import io.linkfleet.faults.process.Patience;
import io.linkfleet.faults.process.ServerProcess;
import io.linkfleet.faults.process.Watchdog;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A Prometheus of its own over the gateways and workers of a fleet. What it has gathered stays in
/// the directory it was given.
public final class Prometheus implements AutoCloseable {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration READY_WITHIN = Duration.ofSeconds(30);

  private final HttpClient http = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
  private final Watchdog watchdog = Watchdog.start();
  private final ServerProcess process;
  private final Path home;
  private final URI url;

  /// `home` holds its configuration, `prometheus.yml`, and the rules.
  public Prometheus(Path home, int port) {
    this.home = home;
    url = URI.create("http://127.0.0.1:" + port);
    List<String> command =
        List.of(
            "prometheus",
            "--config.file=" + home.resolve("prometheus.yml"),
            "--storage.tsdb.path=" + home.resolve("data"),
            "--web.listen-address=127.0.0.1:" + port);
    process =
        new ServerProcess("prometheus", () -> command, home.resolve("prometheus.log"), watchdog);
  }

  /// Returns when it answers.
  public void start(Fleet fleet) {
    watch("gateways", fleet.gateways().stream().map(gateway -> gateway.member()));
    watch("workers", fleet.workers().stream().map(worker -> worker.member()));
    process.start();
    Patience.require("Prometheus", READY_WITHIN, this::isReady);
  }

  private void watch(String job, Stream<Member> members) {
    String targets =
        members
            .map(member -> "127.0.0.1:" + member.ready().getPort())
            .collect(Collectors.joining(", ", "- targets: [", "]\n"));
    try {
      Files.createDirectories(home.resolve("targets"));
      Files.writeString(home.resolve("targets").resolve(job + ".yaml"), targets);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private boolean isReady() {
    try {
      return send("/-/ready").statusCode() == 200;
    } catch (IOException e) {
      return false;
    }
  }

  /// The names of all alerts there are.
  public Set<String> alerts() {
    return ask("/api/v1/rules?type=alert")
        .required("groups")
        .valueStream()
        .flatMap(group -> group.required("rules").valueStream())
        .map(rule -> rule.required("name").stringValue())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /// Those that are pending or firing now.
  public Set<String> active() {
    return names("ALERTS");
  }

  /// Those that fired at any moment of the last so many seconds.
  public Set<String> firedWithin(Duration duration) {
    return names("max_over_time(ALERTS{alertstate=\"firing\"}[" + seconds(duration) + "s])");
  }

  /// Those that were pending or firing at any moment of the last so many seconds.
  public Set<String> activeWithin(Duration duration) {
    return names("max_over_time(ALERTS[" + seconds(duration) + "s])");
  }

  private static long seconds(Duration duration) {
    return Math.max(1, duration.toSeconds());
  }

  private Set<String> names(String expression) {
    String query = URLEncoder.encode(expression, StandardCharsets.UTF_8);
    return ask("/api/v1/query?query=" + query)
        .required("result")
        .valueStream()
        .map(sample -> sample.required("metric").required("alertname").stringValue())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private JsonNode ask(String path) {
    try {
      return JSON.readTree(send(path).body()).required("data");
    } catch (IOException e) {
      throw new UncheckedIOException("Prometheus does not answer: see " + process.log(), e);
    }
  }

  private HttpResponse<String> send(String path) throws IOException {
    try {
      HttpRequest request = HttpRequest.newBuilder(url.resolve(path)).timeout(PATIENCE).build();
      return http.send(request, BodyHandlers.ofString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  /// Ends it in its own way: what it has in memory is on disk then.
  @Override
  public void close() {
    process.terminate(PATIENCE);
    watchdog.close();
  }
}
