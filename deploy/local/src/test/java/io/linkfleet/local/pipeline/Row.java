package io.linkfleet.local.pipeline;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import tools.jackson.databind.JsonNode;

/// Every call in one circumstance, each to an instance of its own, all at once: a circumstance in
/// which callers wait for a deadline costs that deadline once.
final class Row {
  private static final Duration SETTLED_WITHIN = Duration.ofSeconds(25);

  private final FleetUnderTest fleet;
  private final Circumstance circumstance;

  /// The outcome of one call; `devicesAtAnswer` as the phone listed them when the answer came.
  record Cell(
      Response answer, Expected.Rest after, boolean pending, boolean hasEnd, int devicesAtAnswer) {}

  /// `devicesInTheEnd`: once WhatsApp was honest again and nothing was pending.
  record Seen(Map<Call, Cell> cells, Map<Call, Integer> devicesInTheEnd, Unlinks unlinks) {}

  /// Of all instances of the row.
  record Unlinks(long received, long done) {
    Unlinks since(Unlinks before) {
      return new Unlinks(received - before.received, done - before.done);
    }
  }

  Row(FleetUnderTest fleet, Circumstance circumstance) {
    this.fleet = fleet;
    this.circumstance = circumstance;
  }

  Seen play(Map<Call, Expected> expected) {
    Tenant tenant = fleet.newTenant();
    try {
      var subjects = atOnce(List.of(Call.values()), call -> circumstance.prepare(tenant, call));
      fleet.simulation().setFaults(circumstance.faults());
      atOnce(subjects, this::enter);
      Unlinks before = unlinks();
      var cells = atOnce(subjects, subject -> call(subject, expected.get(subject.call())));
      fleet.simulation().setFaults(Map.of());
      var devices = atOnce(subjects, this::inTheEnd);
      return new Seen(byCall(cells), byCall(devices), unlinks().since(before));
    } finally {
      fleet.simulation().setFaults(Map.of());
    }
  }

  private Circumstance.Subject enter(Circumstance.Subject subject) {
    circumstance.enter(subject);
    return subject;
  }

  private Cell call(Circumstance.Subject subject, Expected expected) {
    Response answer = subject.makeItsCall();
    int devices = subject.devices();
    until(() -> rest(subject), expected.after()::equals);
    boolean hasEnd = list(subject).json().at("/instances/0/connection/until").isString();
    return new Cell(answer, rest(subject), isPending(subject), hasEnd, devices);
  }

  /// How many devices the phone lists once those that were to go are gone.
  private int inTheEnd(Circumstance.Subject subject) {
    boolean leaves = subject.call() == Call.LOGOUT || subject.call() == Call.DELETE;
    if (leaves || isPending(subject)) {
      until(subject::devices, devices -> devices == 0);
      until(() -> isPending(subject), pending -> !pending);
    }
    return subject.devices();
  }

  private static Expected.Rest rest(Circumstance.Subject subject) {
    Response listed = list(subject);
    if (listed.status() == 404) {
      return Expected.GONE;
    }
    JsonNode instance = listed.json().at("/instances/0");
    return new Expected.Rest(
        instance.path("status").asString(""), instance.at("/connection/reason").asString(""));
  }

  private static boolean isPending(Circumstance.Subject subject) {
    return list(subject).json().at("/instances/0/unlinkPending").asBoolean(false);
  }

  /// With the account's token, which outlives the instance.
  private static Response list(Circumstance.Subject subject) {
    String path = "/api/instance/list?instanceName=" + subject.instance().name();
    return subject.tenant().http().get(path, "token", subject.tenant().token());
  }

  private Unlinks unlinks() {
    var simulation = fleet.simulation();
    return new Unlinks(simulation.stat("unlinksReceived"), simulation.stat("unlinksDone"));
  }

  /// What it comes to is compared by the cell's test, also if it never came.
  private static <T> void until(Callable<T> look, Predicate<T> satisfied) {
    try {
      Awaitility.await()
          .pollDelay(Duration.ZERO)
          .pollInterval(Duration.ofSeconds(2))
          .atMost(SETTLED_WITHIN)
          .until(look, satisfied);
    } catch (ConditionTimeoutException e) {
      return;
    }
  }

  private static <T> Map<Call, T> byCall(List<T> outcomes) {
    Map<Call, T> byCall = new EnumMap<>(Call.class);
    Iterator<T> next = outcomes.iterator();
    for (Call call : Call.values()) {
      byCall.put(call, next.next());
    }
    return byCall;
  }

  private interface Step<S, T> {
    T take(S subject);
  }

  private static <S, T> List<T> atOnce(List<S> subjects, Step<S, T> step) {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<T>> running =
          subjects.stream().map(subject -> threads.submit(() -> step.take(subject))).toList();
      List<T> outcomes = new ArrayList<>();
      for (Future<T> one : running) {
        outcomes.add(one.get());
      }
      return outcomes;
    } catch (ExecutionException e) {
      throw new AssertionError(e.getCause().getMessage(), e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
