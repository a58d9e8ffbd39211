package io.linkfleet.faults.alert;

import io.linkfleet.faults.alert.Instances.Instance;
import io.linkfleet.faults.fleet.Simulator;
import io.linkfleet.faults.process.Patience;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;

/// Ordinary traffic: logouts, new links, reconnects, unlinks on phones, lists, and callers who are
/// turned away, for as long as it is not closed. Goes on whatever becomes of it.
final class Callers implements AutoCloseable {
  private static final int COUNT = 4;
  private static final Duration PAUSE = Duration.ofMillis(150);

  private final Api api;
  private final Instances instances;
  private final Simulator simulator;
  private final List<Thread> threads = new ArrayList<>();
  private volatile boolean closing;

  Callers(Api api, Instances instances, Simulator simulator) {
    this.api = api;
    this.instances = instances;
    this.simulator = simulator;
  }

  Callers start(long seed) {
    for (int caller = 0; caller < COUNT; caller++) {
      Random random = new Random(seed + caller);
      int first = caller;
      threads.add(Thread.ofVirtual().name("caller-" + caller).start(() -> run(first, random)));
    }
    return this;
  }

  private void run(int first, Random random) {
    List<Instance> busy = instances.busy();
    for (int i = first; !closing; i = (i + COUNT) % busy.size()) {
      try {
        act(busy.get(i), random.nextInt(100));
      } catch (UncheckedIOException e) {
        // The simulator does not answer: the next time, perhaps.
      }
      Patience.rest(PAUSE);
    }
  }

  private void act(Instance instance, int dice) {
    switch (instances.status(instance)) {
      case "connected" -> withDevice(instance, dice);
      case "loggedout", "disconnected" -> withoutDevice(instance, dice);
      default -> api.call("GET", "/api/instance/list", "");
    }
  }

  private void withDevice(Instance instance, int dice) {
    if (dice < 50) {
      api.call("DELETE", instance.at("logout"), "");
    } else if (dice < 75) {
      api.call("POST", instance.at("reconnect"), "");
    } else if (dice < 85) {
      // The newest: others of that phone are on their way out.
      simulator.devices().keySet().stream()
          .filter(jid -> jid.startsWith(instance.number() + ":"))
          .max(Comparator.comparingInt(String::length).thenComparing(Comparator.naturalOrder()))
          .ifPresent(jid -> simulator.unlink(instance.number(), jid));
    } else {
      api.callAsStranger("/api/instance/list");
    }
  }

  private void withoutDevice(Instance instance, int dice) {
    if (dice < 10) {
      api.call("DELETE", "/api/instance/logout/nobody", "");
    } else if (dice < 20) {
      api.call("POST", instance.at("reconnect"), "");
    } else {
      instances.link(instance);
    }
  }

  @Override
  public void close() {
    closing = true;
    for (Thread thread : threads) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }
}
