package io.linkfleet.faults.alert;

import io.linkfleet.faults.fleet.Simulator;
import io.linkfleet.faults.process.Patience;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// One account's instances: `steady` ones, which stay online and have webhooks, and `busy` ones,
/// with which callers do what callers do.
final class Instances {
  /// More than the fifty from which on alerts speak of masses.
  private static final int STEADY = 60;

  private static final int BUSY = 24;
  private static final long FIRST_NUMBER = 551_199_970_000L;
  private static final int AT_ONCE = 6;
  private static final int TRIES = 3;
  private static final Duration CONNECTED_WITHIN = Duration.ofSeconds(10);

  private final Api api;
  private final Simulator simulator;
  private final List<Instance> steady = some("steady", STEADY, 0);
  private final List<Instance> busy = some("busy", BUSY, STEADY);

  record Instance(String name, String number) {
    String at(String resource) {
      return "/api/instance/" + resource + "/" + name;
    }
  }

  Instances(Api api, Simulator simulator) {
    this.api = api;
    this.simulator = simulator;
  }

  private static List<Instance> some(String what, int count, int from) {
    return IntStream.range(0, count)
        .mapToObj(i -> new Instance(what + "-" + i, Long.toString(FIRST_NUMBER + from + i)))
        .toList();
  }

  List<Instance> steady() {
    return steady;
  }

  List<Instance> busy() {
    return busy;
  }

  /// Throws [IllegalStateException] when one can't be linked.
  void linkAll(URI receiver) {
    try (ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE)) {
      List<Future<?>> done =
          Stream.concat(steady.stream(), busy.stream())
              .<Future<?>>map(instance -> threads.submit(() -> begin(instance)))
              .toList();
      for (Future<?> one : done) {
        one.get();
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException("linking failed", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while linking", e);
    }
    steady.forEach(
        instance -> api.call("POST", instance.at("webhook"), "{\"url\":\"" + receiver + "\"}"));
  }

  private void begin(Instance instance) {
    api.call("POST", "/api/instance/new", "{\"name\":\"" + instance.name() + "\"}");
    simulator.switchOn(instance.number());
    for (int tries = 0; tries < TRIES; tries++) {
      if (link(instance)) {
        return;
      }
    }
    throw new IllegalStateException(instance.name() + " could not be linked");
  }

  /// Whether the API says that it is connected, in the end.
  boolean link(Instance instance) {
    Api.Answer answer = api.call("GET", instance.at("connect"), "");
    String code = answer.body().path("qrCode").asString("");
    return !code.isEmpty()
        && simulator.scan(instance.number(), code).isPresent()
        && Patience.await(CONNECTED_WITHIN, () -> status(instance).equals("connected"));
  }

  /// Empty when nobody tells.
  String status(Instance instance) {
    return api.call("GET", "/api/instance/list?instanceName=" + instance.name(), "")
        .body()
        .path("instances")
        .path(0)
        .path("status")
        .asString("");
  }
}
