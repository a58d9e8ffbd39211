package io.linkfleet.bench.limiter;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.resource.ClientResources;
import io.linkfleet.bench.fleet.BenchFleet;
import io.linkfleet.bench.fleet.FleetShape;
import io.linkfleet.bench.measure.Conditions;
import io.linkfleet.bench.measure.Measurement;
import io.linkfleet.bench.report.Figure;
import io.linkfleet.bench.report.Quantity;
import io.linkfleet.bench.report.Section;
import io.linkfleet.bench.report.Target;
import io.linkfleet.bench.sample.Rounds;
import io.linkfleet.contract.Partitions;
import io.linkfleet.contract.SharedKeys;
import io.linkfleet.contract.SharedSeal;
import io.linkfleet.registry.Admission;
import io.linkfleet.registry.Admittance;
import io.linkfleet.registry.Budget;
import io.linkfleet.registry.FlushesTogether;
import io.linkfleet.registry.RateLimits;
import io.linkfleet.registry.RedisUrl;
import io.linkfleet.registry.Registry;
import io.linkfleet.registry.RegistryOptions;
import io.linkfleet.registry.Replication;
import io.linkfleet.registry.TokenHash;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.IntConsumer;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/// Decisions of the door a second, over one connection, beside `SET` over one connection of the
/// same kind to the same Redis, both asked by as many virtual threads that block.
public final class Limiter implements Measurement {
  private static final String DECIDE = "decisions";
  private static final String SET = "SET";
  private static final String SET_ALONE = "SET, each sent alone";
  private static final String EMPTY = "empty script";
  private static final String BARE = "its calls alone";

  /// The commands that a decision can't do without, with nothing in between and a short answer.
  private static final String CALLS =
      """
      redis.call('TIME')
      redis.call('HMGET', KEYS[1], 'account', 'instance', 'name', 'limit', 'claimed')
      redis.call('LINDEX', KEYS[2], 0)
      redis.call('RPUSH', KEYS[2], ARGV[1])
      return 1
      """;

  private static final int CALLERS = 64;
  private static final int TOKENS = 100;
  private static final Duration TIMEOUT = Duration.ofSeconds(5);
  private static final RateLimits UNBOUNDED =
      new RateLimits(100_000_000, 100_000_000, 100_000_000, Duration.ofMinutes(1));

  @Override
  public String name() {
    return "limiter";
  }

  @Override
  public String what() {
    return "decisions of the door a second and their cost to Redis, against SET";
  }

  private record Turn(double perSecond, double cpuMicros, double commandMicros) {}

  @Override
  public Section measure(Conditions conditions) {
    FleetShape redisAlone = FleetShape.of(0, 0, 1);
    try (var fleet = BenchFleet.start(conditions.directory("fleet"), redisAlone);
        var registry = Registry.open(options(fleet));
        var client = client(fleet);
        StatefulRedisConnection<String, String> plain = client.connect();
        var usual = RedisClient.create("redis://127.0.0.1:" + fleet.redisPort());
        StatefulRedisConnection<String, String> unbatched = usual.connect()) {
      List<TokenHash> tokens = tokens(registry);
      Admission admission = registry.admission(UNBOUNDED);
      Map<String, Rounds.Side<Turn>> sides = new LinkedHashMap<>();
      sides.put(
          DECIDE,
          () -> turn(conditions, plain, "evalsha", i -> decide(admission, tokens.get(i % TOKENS))));
      sides.put(SET, () -> turn(conditions, plain, "set", i -> set(plain, "bench:" + i % TOKENS)));
      sides.put(
          SET_ALONE,
          () -> turn(conditions, plain, "set", i -> set(unbatched, "bench:" + i % TOKENS)));
      String empty = plain.sync().scriptLoad("return 1");
      sides.put(EMPTY, () -> turn(conditions, plain, "evalsha", _ -> run(plain, empty, List.of())));
      String bare = plain.sync().scriptLoad(CALLS);
      sides.put(
          BARE,
          () ->
              turn(
                  conditions,
                  plain,
                  "evalsha",
                  i ->
                      run(
                          plain,
                          bare,
                          List.of("bench:token:" + i % TOKENS, "bench:" + i % TOKENS + ":calls"))));
      Rounds.interleaved(1, sides);
      conditions.say("warm");
      return section(Rounds.interleaved(conditions.rounds(), sides));
    }
  }

  /// Sends what waits to be sent at the same moment together, as the registry does.
  private static RedisClient client(BenchFleet fleet) {
    return RedisClient.create(
        ClientResources.builder().nettyCustomizer(new FlushesTogether()).build(),
        "redis://127.0.0.1:" + fleet.redisPort());
  }

  private static RegistryOptions options(BenchFleet fleet) {
    var keys = new SharedKeys("bench", Map.of("bench", fleet.secrets().sharedKey()));
    return new RegistryOptions(
        new RedisUrl("redis://127.0.0.1:" + fleet.redisPort()),
        new Partitions(1),
        TIMEOUT,
        Replication.NONE,
        new SharedSeal(keys, new SecureRandom()));
  }

  private static List<TokenHash> tokens(Registry registry) {
    registry.fleet().verify();
    var accounts = registry.accounts(InstantSource.system(), new SecureRandom());
    return IntStream.range(0, TOKENS)
        .mapToObj(i -> accounts.create("bench-" + i, 1, OptionalInt.empty()).token().hash())
        .toList();
  }

  private static void decide(Admission admission, TokenHash token) {
    if (!(admission.admit(token, Budget.CALL) instanceof Admittance.Admitted)) {
      throw new IllegalStateException("a caller within its budget was not admitted");
    }
  }

  private static void run(
      StatefulRedisConnection<String, String> plain, String script, List<String> keys) {
    await(
        plain
            .async()
            .evalsha(
                script, ScriptOutputType.INTEGER, keys.toArray(String[]::new), "1764000000000000"));
  }

  private static void set(StatefulRedisConnection<String, String> plain, String key) {
    await(plain.async().set(key, "1"));
  }

  private static void await(RedisFuture<?> future) {
    try {
      future.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("Redis refused", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while Redis was asked", e);
    }
  }

  private static Turn turn(
      Conditions conditions,
      StatefulRedisConnection<String, String> plain,
      String command,
      IntConsumer ask) {
    plain.sync().configResetstat();
    double before = RedisCost.of(plain.sync()).cpuMicros();
    LongAdder asked = new LongAdder();
    long began = System.nanoTime();
    long end = began + conditions.turn().toNanos();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int caller = 0; caller < CALLERS; caller++) {
        int first = caller;
        var _ =
            threads.submit(
                () -> {
                  for (int i = first; System.nanoTime() - end < 0; i++) {
                    ask.accept(i);
                    asked.increment();
                  }
                });
      }
    }
    double seconds = (System.nanoTime() - began) / 1e9;
    double spent = RedisCost.of(plain.sync()).cpuMicros() - before;
    long count = asked.sum();
    return new Turn(count / seconds, spent / count, RedisCost.microsPerCall(plain.sync(), command));
  }

  private static Section section(Rounds<Turn> rounds) {
    return new Section(
        "The door and its limits",
        List.of(
            Figure.of("decisions", Quantity.perSecond(rounds.median(DECIDE, Turn::perSecond)))
                .against(SET, Quantity.perSecond(rounds.median(SET, Turn::perSecond)))
                .target(Target.ratioAtLeast(0.5)),
            Figure.of("decisions", Quantity.perSecond(rounds.median(DECIDE, Turn::perSecond)))
                .against(SET_ALONE, Quantity.perSecond(rounds.median(SET_ALONE, Turn::perSecond))),
            Figure.of("decisions", Quantity.perSecond(rounds.median(DECIDE, Turn::perSecond)))
                .against(EMPTY, Quantity.perSecond(rounds.median(EMPTY, Turn::perSecond))),
            Figure.of("decisions", Quantity.perSecond(rounds.median(DECIDE, Turn::perSecond)))
                .against(BARE, Quantity.perSecond(rounds.median(BARE, Turn::perSecond))),
            Figure.of(BARE, Quantity.perSecond(rounds.median(BARE, Turn::perSecond)))
                .against(SET, Quantity.perSecond(rounds.median(SET, Turn::perSecond))),
            micros("processor time of Redis per decision", rounds, Turn::cpuMicros),
            micros("time inside the script (commandstats)", rounds, Turn::commandMicros)),
        List.of(),
        List.of(
            "%d blocking callers on one connection, %d tokens. A decision authenticates and counts, exactly, in one script and one round trip; Redis appends each to its file, as it does with SET."
                .formatted(CALLERS, TOKENS),
            "Commands of callers that ask at the same moment are sent together, on our connection and on that of SET; \"each sent alone\" is what Lettuce does without being told otherwise.",
            "\"Its calls alone\" is a script of the four commands that an exact decision needs (clock, token, oldest, one more) and nothing else: what a script can reach at most.",
            "Time inside a script: empty %.2f µs, its calls alone %.2f µs, a decision %.2f µs. The commands themselves are a small part of it: the rest is Redis' way from Lua to a command and back."
                .formatted(
                    rounds.median(EMPTY, Turn::commandMicros),
                    rounds.median(BARE, Turn::commandMicros),
                    rounds.median(DECIDE, Turn::commandMicros))));
  }

  private static Figure micros(String what, Rounds<Turn> rounds, ToDoubleFunction<Turn> of) {
    return Figure.of(what, new Quantity(rounds.median(DECIDE, of), "µs"))
        .against(SET, new Quantity(rounds.median(SET, of), "µs"));
  }
}
