package io.linkfleet.bench.takeover;

import io.linkfleet.bench.baileys.BaileysProcess;
import io.linkfleet.bench.measure.Conditions;
import io.linkfleet.bench.measure.Measurement;
import io.linkfleet.bench.profile.Profile;
import io.linkfleet.bench.profile.Profiling;
import io.linkfleet.bench.report.Figure;
import io.linkfleet.bench.report.Quantity;
import io.linkfleet.bench.report.Section;
import io.linkfleet.bench.report.Target;
import io.linkfleet.bench.seed.LinkedDevices;
import io.linkfleet.bench.stand.Collector;
import io.linkfleet.bench.stand.Stand;
import io.linkfleet.bench.stand.WorkerUnderTest;
import io.linkfleet.faults.process.Patience;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Logins and cold logouts of a worker that has warmed up, beside the bare cryptography of a login
/// and beside Baileys, all in one run.
public final class TakeoverMeasurement implements Measurement {
  /// More than a worker reaches.
  private static final int PACE = 1_000;

  private static final int AT_ONCE = 64;
  private static final int BAILEYS = 300;
  private static final double CRYPTO_SHARE = 0.5;
  private static final double BAILEYS_SHARE = 1.0 / 8;

  @Override
  public String name() {
    return "takeover";
  }

  @Override
  public String what() {
    return "logins and cold logouts of a worker, against bare cryptography and against Baileys";
  }

  private record Sizes(int devices, int departing, int baileys, int rounds) {
    static Sizes of(Conditions conditions) {
      return conditions.quick() ? new Sizes(300, 100, 40, 1) : new Sizes(5000, 2000, BAILEYS, 3);
    }

    int all() {
      return devices + departing + 2 * baileys;
    }
  }

  private record TheirLogins(String version, double perSecond, double millisEach) {}

  @Override
  public Section measure(Conditions conditions) {
    Sizes sizes = Sizes.of(conditions);
    try (Stand stand = Stand.start(conditions.directory("stand"), sizes.all())) {
      LinkedDevices ours = stand.devices().first(sizes.devices() + sizes.departing());
      LinkedDevices theirs = stand.devices().from(ours.all().size());
      conditions.say("cryptography alone");
      double crypto = new LoginCrypto().micros(conditions.turn());
      stand.registered().departing(ours.from(sizes.devices()));
      conditions.say(sizes.departing() + " cold logouts");
      ColdLogouts logouts = coldLogouts(stand, sizes);
      stand.registered().online(ours.first(sizes.devices()));
      conditions.say(sizes.devices() + " logins");
      Logins logins = logins(conditions, stand, sizes);
      conditions.say(2 * sizes.baileys() + " logins of Baileys");
      return section(crypto, logins, logouts, baileys(conditions, stand, theirs, sizes));
    }
  }

  private record Logins(List<Takeover> takeovers, Profile profile) {
    Takeover cold() {
      return takeovers.getFirst();
    }

    Takeover warm() {
      return takeovers.getLast();
    }
  }

  /// The first includes what the compilers do; the last is what a worker does that has run for a
  /// while. One more, which is not counted, is looked into.
  private static Logins logins(Conditions conditions, Stand stand, Sizes sizes) {
    List<Takeover> takeovers = new ArrayList<>();
    try (WorkerUnderTest worker = stand.worker("takeover", Collector.PREFERRED, PACE)) {
      worker.awaitReady();
      Patience.require(
          "everybody online",
          Duration.ofMinutes(4),
          () -> stand.whatsApp().stat("openConnections") == sizes.devices());
      for (int round = 0; round < sizes.rounds(); round++) {
        takeovers.add(again(stand, worker, sizes));
      }
      Profile profile =
          Profiling.of(
              worker.jvm(),
              conditions.directory("profile").resolve("logins.jfr"),
              () -> again(stand, worker, sizes));
      return new Logins(takeovers, profile);
    }
  }

  private static Takeover again(Stand stand, WorkerUnderTest worker, Sizes sizes) {
    Takeover.Start start = Takeover.Start.now(stand, worker);
    stand.whatsApp().dropConnections();
    return Takeover.observe(stand, worker, sizes.devices(), start);
  }

  /// By a fresh worker that has nothing else to do.
  private static ColdLogouts coldLogouts(Stand stand, Sizes sizes) {
    long done = stand.whatsApp().stat("unlinksDone");
    try (WorkerUnderTest worker = stand.worker("logouts", Collector.PREFERRED, PACE)) {
      long logins = stand.whatsApp().stat("logins");
      Patience.require(
          "the first login", Duration.ofMinutes(2), () -> stand.whatsApp().stat("logins") > logins);
      Takeover.Start start = Takeover.Start.now(stand, worker);
      int left = Math.toIntExact(sizes.departing() - (start.logins() - logins));
      return ColdLogouts.observe(stand, worker, left, done + sizes.departing() - left, start);
    }
  }

  private record Theirs(TheirLogins logins, double logoutsPerSecond, double logoutMillis) {}

  private static Theirs baileys(
      Conditions conditions, Stand stand, LinkedDevices devices, Sizes sizes) {
    try (var node =
        BaileysProcess.start(conditions.directory("baileys"), devices, stand.whatsApp())) {
      int count = sizes.baileys();
      Duration cpu = node.figures().cpu();
      long from = System.nanoTime();
      node.connect(count, AT_ONCE);
      long online = System.nanoTime();
      Duration afterLogins = node.figures().cpu();
      node.unlink(count, AT_ONCE);
      double seconds = (System.nanoTime() - online) / 1e9;
      Duration end = node.figures().cpu();
      return new Theirs(
          new TheirLogins(
              node.version(),
              count * 1e9 / (online - from),
              afterLogins.minus(cpu).toMillis() / (double) count),
          count / seconds,
          end.minus(afterLogins).toMillis() / (double) count);
    }
  }

  private static Section section(
      double cryptoMicros, Logins logins, ColdLogouts logouts, Theirs theirs) {
    Takeover warm = logins.warm();
    double cryptoPerSecond = 1e6 / cryptoMicros;
    Quantity perCoreSecond = Quantity.perSecond(1000 / warm.workerMillisPerLogin());
    List<Figure> figures =
        List.of(
            Figure.of("logins per second of CPU", perCoreSecond)
                .against("cryptography alone, one core", Quantity.perSecond(cryptoPerSecond))
                .target(Target.ratioAtLeast(CRYPTO_SHARE)),
            Figure.of("logins in a second", Quantity.perSecond(warm.loginsPerSecond()))
                .against("cryptography alone, one core", Quantity.perSecond(cryptoPerSecond))
                .target(Target.ratioAtLeast(CRYPTO_SHARE)),
            Figure.of("logins in a second", Quantity.perSecond(warm.loginsPerSecond()))
                .against("Baileys", Quantity.perSecond(theirs.logins().perSecond())),
            Figure.of("CPU of a login", Quantity.millis(warm.workerMillisPerLogin()))
                .against("Baileys", Quantity.millis(theirs.logins().millisEach()))
                .target(Target.ratioAtMost(BAILEYS_SHARE)),
            Figure.of(
                "CPU of a login, at the first time",
                Quantity.millis(logins.cold().workerMillisPerLogin())),
            Figure.of(
                    "the simulator's side of logins, per second of CPU",
                    Quantity.perSecond(1000 / warm.whatsAppMillisPerLogin()))
                .against("cryptography alone, one core", Quantity.perSecond(cryptoPerSecond)),
            Figure.of(
                "CPU of a login, the simulator's side",
                Quantity.millis(warm.whatsAppMillisPerLogin())),
            Figure.of("Redis commands of a login", new Quantity(warm.redisCommandsPerLogin(), "")),
            Figure.of("CPU of a login, in Redis", Quantity.millis(warm.redisMillisPerLogin())),
            Figure.of("cold logouts in a second", Quantity.perSecond(logouts.perSecond()))
                .against("Baileys", Quantity.perSecond(theirs.logoutsPerSecond())),
            Figure.of("CPU of a cold logout", Quantity.millis(logouts.millisEach()))
                .against("Baileys", Quantity.millis(theirs.logoutMillis()))
                .target(Target.ratioAtMost(BAILEYS_SHARE)));
    return new Section(
        "Takeover: how fast devices come online", figures, List.of(), notes(theirs, logins));
  }

  private static List<String> notes(Theirs theirs, Logins logins) {
    return List.of(
        """
        A takeover of %d devices by one worker that has done it before; the simulator, Redis and Kafka share the machine's cores with \
        it, so that what it reaches in a second is bounded by all of them together, and what it reaches per second of its own CPU is \
        the figure that holds on a machine of its own. Cold logouts are those of a worker that has just started. Baileys: Node %s, \
        %d at a time."""
            .formatted(logins.warm().logins(), theirs.logins().version(), AT_ONCE),
        "The simulator's side is a handshake and a few stanzas over a WebSocket, and no more: it stores nothing, publishes nothing and schedules nothing. What it reaches bounds what a worker could.",
        "Where the worker's processor time goes in one more round: %s."
            .formatted(logins.profile().shown()));
  }
}
