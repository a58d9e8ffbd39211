package io.linkfleet.bench.call;

import io.linkfleet.bench.fleet.BenchFleet;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/// What the gateway and the worker say of their own time: how long they have spent in each stage of
/// all calls since they began, and how often.
record Stages(Map<Stage, Spent> spent) {
  /// The parts of a logout, each within the one before or after it.
  enum Stage {
    REQUEST("http_server_requests_seconds", true, "uri=\"/api/instance/logout/{instance}\""),
    DISPATCH("linkfleet_dispatch_seconds", true, "command=\"logout\""),
    QUEUED("linkfleet_commands_queued_seconds", false, ""),
    UNLINK("linkfleet_unlinks_seconds", false, "");

    private final String metric;
    private final boolean ofGateway;
    private final String label;

    Stage(String metric, boolean ofGateway, String label) {
      this.metric = metric;
      this.ofGateway = ofGateway;
      this.label = label;
    }

    private double read(String page, String suffix) {
      return page.lines()
          .filter(line -> line.startsWith(metric + suffix) && line.contains(label))
          .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
          .sum();
    }
  }

  record Spent(double seconds, double count) {
    private double meanMillis() {
      return 1000 * seconds / Math.max(1, count);
    }
  }

  static Stages of(BenchFleet fleet) {
    String gateway = page(fleet.gateways().getFirst().management());
    String worker = page(fleet.workers().getFirst().management());
    Map<Stage, Spent> spent = new EnumMap<>(Stage.class);
    for (Stage stage : Stage.values()) {
      String page = stage.ofGateway ? gateway : worker;
      spent.put(stage, new Spent(stage.read(page, "_sum"), stage.read(page, "_count")));
    }
    return new Stages(spent);
  }

  Stages since(Stages earlier) {
    Map<Stage, Spent> passed = new EnumMap<>(Stage.class);
    spent.forEach(
        (stage, now) -> {
          Spent then = earlier.spent.get(stage);
          passed.put(stage, new Spent(now.seconds - then.seconds, now.count - then.count));
        });
    return new Stages(passed);
  }

  Stages plus(Stages other) {
    Map<Stage, Spent> sum = new EnumMap<>(Stage.class);
    spent.forEach(
        (stage, one) -> {
          Spent more = other.spent.get(stage);
          sum.put(stage, new Spent(one.seconds + more.seconds, one.count + more.count));
        });
    return new Stages(sum);
  }

  /// The mean of each, for a note.
  String shown() {
    return String.format(
        Locale.ROOT,
        "%.2f ms in the gateway's server, %.2f ms of them from publishing the command to its reply;"
            + " of these %.2f ms until the worker took it up, and %.2f ms for WhatsApp's answer to"
            + " the unlink",
        spent.get(Stage.REQUEST).meanMillis(),
        spent.get(Stage.DISPATCH).meanMillis(),
        spent.get(Stage.QUEUED).meanMillis(),
        spent.get(Stage.UNLINK).meanMillis());
  }

  private static String page(URI management) {
    HttpRequest request =
        HttpRequest.newBuilder(management.resolve("/actuator/prometheus")).build();
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(request, HttpResponse.BodyHandlers.ofString()).body();
    } catch (IOException e) {
      throw new UncheckedIOException("no metrics at " + management, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while metrics were read", e);
    }
  }
}
