package io.linkfleet.faults.alert;

import io.linkfleet.faults.fleet.Fleet;
import io.linkfleet.faults.process.Patience;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// Shows that every alert is silent while a fleet is well, and fires when it is not.
public final class AlertCheck implements AutoCloseable {
  /// What the members of the fleet are told besides.
  public static final List<String> GATEWAY_SETTINGS =
      List.of(
          "--linkfleet.dispatch.reply-timeout=3s",
          "--linkfleet.dispatch.max-in-flight=200",
          "--linkfleet.webhooks.allow-private-addresses=true");

  private static final Duration SETTLED_WITHIN = Duration.ofSeconds(90);
  private static final Duration LOOK_EVERY = Duration.ofMillis(500);

  private final Receiver receiver = new Receiver();
  private final PrintStream out;
  private final List<String> faults = new ArrayList<>();
  private final List<Episode> episodes = new ArrayList<>();

  /// What went on when, for whoever draws it.
  public record Episode(String what, Instant from, Instant to) {}

  public AlertCheck(PrintStream out) {
    this.out = out;
  }

  /// The same for workers, which have to know where versions of WhatsApp's client are told.
  public List<String> workerSettings() {
    return List.of(
        "--linkfleet.webhooks.allow-private-addresses=true",
        "--linkfleet.webhooks.max-queued=250",
        "--linkfleet.webhooks.retry-cap=5s",
        "--linkfleet.whatsapp.version-interval=2s",
        "--linkfleet.whatsapp.version-url=" + receiver.versions());
  }

  /// Answers with what is wrong. `healthy` is for how long nothing may fire before the first
  /// provocation; of the rounds, those from `first` on are played.
  public List<String> run(Fleet fleet, Prometheus prometheus, Duration healthy, int first) {
    Set<String> uncovered = new TreeSet<>(prometheus.alerts());
    uncovered.removeAll(Provocations.provoked().collect(Collectors.toSet()));
    Provocations.NOT_PROVOKED.forEach(uncovered::remove);
    uncovered.forEach(name -> faults.add(name + " is provoked by nothing"));

    Api api = new Api(fleet.gateways(), fleet.secrets().operatorToken());
    Instances instances = new Instances(api, fleet.simulator());
    Instant begin = Instant.now();
    instances.linkAll(receiver.events());
    out.printf("everybody linked in %d s%n", since(begin).toSeconds());
    try (Callers _ = new Callers(api, instances, fleet.simulator()).start(1)) {
      settle(prometheus);
      staysSilent(prometheus, healthy);
      Scene scene = new Scene(fleet, api, instances, receiver);
      List<List<Provocation>> rounds = Provocations.rounds();
      rounds.subList(first, rounds.size()).forEach(round -> play(round, scene, prometheus));
    }
    return faults;
  }

  public List<Episode> episodes() {
    return List.copyOf(episodes);
  }

  private void settle(Prometheus prometheus) {
    Patience.require("no alert", SETTLED_WITHIN, () -> prometheus.active().isEmpty());
  }

  private void staysSilent(Prometheus prometheus, Duration healthy) {
    Instant from = Instant.now();
    Patience.rest(healthy);
    Set<String> active = prometheus.activeWithin(since(from));
    episodes.add(new Episode("healthy", from, Instant.now()));
    active.forEach(name -> faults.add(name + " is active in a healthy fleet"));
    out.printf(
        "healthy for %d s under traffic: %d of %d alerts active%n",
        healthy.toSeconds(), active.size(), prometheus.alerts().size());
  }

  private void play(List<Provocation> round, Scene scene, Prometheus prometheus) {
    List<Thread> all =
        round.stream()
            .map(one -> Thread.ofVirtual().start(() -> play(one, scene, prometheus)))
            .toList();
    for (Thread one : all) {
      try {
        one.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  private void play(Provocation provocation, Scene scene, Prometheus prometheus) {
    Set<String> silent = new TreeSet<>(provocation.alerts());
    boolean begins =
        Patience.await(
            SETTLED_WITHIN,
            () -> prometheus.active().stream().noneMatch(provocation.alerts()::contains));
    if (!begins) {
      fault(provocation.what() + ": its alerts were active before: " + prometheus.active());
    }
    Instant from = Instant.now();
    Harm.Healing healing = provocation.harm().inflict(scene);
    try {
      await(provocation, prometheus, from, silent);
    } finally {
      healing.heal();
      end(new Episode(provocation.what(), from, Instant.now()));
    }
    silent.forEach(name -> fault(name + " did not fire: " + provocation.what()));
  }

  private void await(
      Provocation provocation, Prometheus prometheus, Instant from, Set<String> silent) {
    StringBuilder fired = new StringBuilder();
    long end = System.nanoTime() + provocation.within().toNanos();
    while (!silent.isEmpty() && System.nanoTime() < end) {
      Patience.rest(LOOK_EVERY);
      Set<String> firing = prometheus.firedWithin(since(from));
      for (String name : provocation.alerts()) {
        if (firing.contains(name) && silent.remove(name)) {
          fired.append("%n    %4d s  %s".formatted(since(from).toSeconds(), name));
        }
      }
    }
    say(provocation.what() + fired);
  }

  private synchronized void fault(String what) {
    faults.add(what);
  }

  private synchronized void end(Episode episode) {
    episodes.add(episode);
  }

  private synchronized void say(String what) {
    out.println(what);
  }

  private static Duration since(Instant instant) {
    return Duration.between(instant, Instant.now());
  }

  @Override
  public void close() {
    receiver.close();
  }
}
