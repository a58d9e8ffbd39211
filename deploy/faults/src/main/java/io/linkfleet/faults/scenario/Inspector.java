package io.linkfleet.faults.scenario;

import io.linkfleet.contract.InstanceId;
import io.linkfleet.contract.Partitions;
import io.linkfleet.faults.broker.EventTopic;
import io.linkfleet.faults.check.Evidence;
import io.linkfleet.faults.check.Evidence.Overlap;
import io.linkfleet.faults.check.Invariant;
import io.linkfleet.faults.chronicle.Attempt;
import io.linkfleet.faults.chronicle.Call;
import io.linkfleet.faults.chronicle.Op;
import io.linkfleet.faults.fleet.Fleet;
import io.linkfleet.faults.fleet.Gateway;
import io.linkfleet.faults.process.Patience;
import io.linkfleet.faults.redis.StoredFleet;
import io.linkfleet.faults.redis.StoredInstance;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Gathers the evidence and has the invariants look at it, again and again until they hold or the
/// fleet has had time enough to settle.
final class Inspector {
  private static final Duration SETTLES_WITHIN = Duration.ofMinutes(1);
  private static final Duration LOOK_EVERY = Duration.ofSeconds(2);
  private static final Pattern REASON = Pattern.compile("request=(suite-[0-9]+) .* reason=(.*)$");

  private final Stage stage;

  Inspector(Stage stage) {
    this.stage = stage;
  }

  /// What is wrong for good; a line each, with the promise it breaks.
  List<String> violations(Instant since, long replacedBefore) {
    Instant end = Instant.now().plus(SETTLES_WITHIN);
    List<String> found = look(since, replacedBefore);
    while (!found.isEmpty() && Instant.now().isBefore(end)) {
      Patience.rest(LOOK_EVERY);
      found = look(since, replacedBefore);
    }
    return found;
  }

  private List<String> look(Instant since, long replacedBefore) {
    Evidence evidence = gather(since, replacedBefore);
    List<String> found = new ArrayList<>();
    for (Invariant invariant : Invariant.all()) {
      invariant
          .violations(evidence)
          .forEach(violation -> found.add("[" + invariant.promise() + "] " + violation));
    }
    return found;
  }

  private Evidence gather(Instant since, long replacedBefore) {
    Fleet fleet = stage.fleet();
    List<Call> calls = stage.chronicle().callsSince(since);
    Map<String, String> statuses = stage.tenants().statuses();
    int redis = fleet.redis().primary().orElseThrow();
    List<StoredInstance> stored = StoredFleet.instances(redis);
    return new Evidence(
        calls,
        stage.chronicle().outages(),
        stage.chronicle().devices(),
        fleet.simulator().devices(),
        statuses,
        overlap(calls, replacedBefore),
        new EventTopic(fleet.brokers().bootstrapServers()).read(),
        stored,
        reasons(),
        owners(stored, StoredFleet.owners(redis, fleet.partitions())));
  }

  private Map<String, String> owners(List<StoredInstance> stored, Map<Integer, String> workers) {
    var partitions = new Partitions(stage.fleet().partitions());
    Map<String, String> owners = new HashMap<>();
    stored.stream()
        .filter(instance -> !instance.deleted() && !instance.name().isEmpty())
        .forEach(
            instance ->
                owners.put(
                    instance.name(), workers.get(partitions.of(new InstanceId(instance.id())))));
    return owners;
  }

  /// A reconnect replaces a connection; so does a takeover, of which a scenario has a few.
  private Overlap overlap(List<Call> calls, long replacedBefore) {
    var simulator = stage.fleet().simulator();
    long reconnects =
        calls.stream().filter(call -> call.op() == Op.RECONNECT || call.op() == Op.CONNECT).count();
    long takeovers = 4L * (stage.tenants().steady().size() + stage.tenants().busy().size());
    return new Overlap(
        simulator.stat("longestOverlapMillis"),
        simulator.stat("mostConnectionsOfOneDevice"),
        simulator.stat("replaced") - replacedBefore,
        reconnects + takeovers);
  }

  private Map<String, String> reasons() {
    Map<String, String> reasons = new HashMap<>();
    for (Gateway gateway : stage.fleet().gateways()) {
      try (Stream<String> lines =
          Files.lines(gateway.process().log(), StandardCharsets.ISO_8859_1)) {
        lines
            .map(REASON::matcher)
            .filter(Matcher::find)
            .forEach(match -> reasons.put(match.group(1), match.group(2)));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return reasons;
  }

  static Duration longest(List<Call> calls) {
    return calls.stream()
        .filter(Call::isAnswered)
        .map(call -> call.attempts().getLast())
        .map(Attempt::took)
        .max(Duration::compareTo)
        .orElse(Duration.ZERO);
  }
}
