package io.linkfleet.gateway.events;

import io.linkfleet.contract.InstanceEvent;
import io.linkfleet.contract.InstanceId;
import io.linkfleet.registry.Admission;
import io.linkfleet.registry.Caller;
import io.linkfleet.registry.Caller.AccountCaller;
import io.linkfleet.registry.Caller.InstanceCaller;
import io.linkfleet.registry.InstanceRecord;
import io.linkfleet.registry.Instances;
import io.linkfleet.registry.RegistryUnavailable;
import io.linkfleet.registry.TokenHash;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What the open pages of this gateway show, by caller. One thread reads the registry for all of
/// them: what came while it read, it reads in one trip. Where it may have missed something, it
/// looks at everything again.
public final class Watches implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Watches.class);
  private static final int MOST_TASKS = 10_000;
  private static final int MOST_AT_ONCE = 1_000;
  private static final Duration RETRY = Duration.ofMillis(500);

  private final Instances instances;
  private final Duration heartbeat;
  private final Map<Caller, Watch> watches = new ConcurrentHashMap<>();
  private final Looks looks;
  private final BlockingQueue<Task> tasks = new LinkedBlockingQueue<>(MOST_TASKS);
  private final Object opened = new Object();
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread thread = Thread.ofVirtual().name("watches").unstarted(this::run);
  private volatile boolean stopping;
  private volatile boolean doubted;
  private volatile boolean holdsBack = true;
  private boolean failing;

  Watches(Instances instances, Admission admission, Duration heartbeat) {
    this.instances = instances;
    this.looks = new Looks(instances, admission, watches);
    this.heartbeat = heartbeat;
  }

  private sealed interface Task {
    record Load(Caller caller) implements Task {}

    record Tell(InstanceEvent event) implements Task {}

    record LookAgain() implements Task {}
  }

  void start() {
    thread.start();
  }

  Subscription open(Caller caller, TokenHash token, Optional<Tally> seen) {
    Subscription page = new Subscription(caller, token, seen);
    Watch watch =
        watches.compute(
            caller,
            (_, found) -> {
              Watch joined = found == null ? new Watch() : found;
              joined.join(page);
              return joined;
            });
    synchronized (opened) {
      opened.notifyAll();
    }
    // Not before others can find it.
    if (!watch.isLoaded() && !holdsBack) {
      add(new Task.Load(caller));
    }
    if (stopping) {
      page.end(Subscription.Ending.STOPPING);
    }
    return page;
  }

  void close(Subscription page) {
    watches.computeIfPresent(page.caller(), (_, watch) -> watch.leave(page) ? null : watch);
  }

  void catchUp(Subscription page) {
    Watch watch = watches.get(page.caller());
    watch.catchUp(page);
  }

  /// Ends every stream there is, and every one that is still opened.
  public void endAll() {
    stopping = true;
    watches.values().stream()
        .flatMap(watch -> watch.pages().stream())
        .forEach(page -> page.end(Subscription.Ending.STOPPING));
  }

  boolean isStopping() {
    return stopping;
  }

  boolean isEmpty() {
    return watches.isEmpty();
  }

  /// Whether any page is open, within that time.
  boolean awaitPage(Duration most) throws InterruptedException {
    long until = System.nanoTime() + most.toNanos();
    synchronized (opened) {
      long left = most.toNanos();
      while (watches.isEmpty() && left > 0) {
        TimeUnit.NANOSECONDS.timedWait(opened, left);
        left = until - System.nanoTime();
      }
    }
    return !watches.isEmpty();
  }

  void changed(InstanceEvent event) {
    if (watchersOf(event).stream().anyMatch(watches::containsKey)) {
      add(new Task.Tell(event));
    }
  }

  /// Nobody reads events from here on: a page that is opened first is shown nothing, for nothing
  /// would tell it of what happens after that.
  void holdBack() {
    holdsBack = true;
  }

  /// Events are read from here on, or can't be; some may have been missed.
  void doubt() {
    holdsBack = false;
    doubted = true;
    // Where there is no room, the thread is awake.
    var _ = tasks.offer(new Task.LookAgain());
  }

  private void add(Task task) {
    if (!tasks.offer(task)) {
      doubted = true;
    }
  }

  private static List<Caller> watchersOf(InstanceEvent event) {
    return List.of(
        new AccountCaller(event.account()),
        new InstanceCaller(event.account(), event.instance(), event.name()));
  }

  private void run() {
    long nextLook = System.nanoTime() + heartbeat.toNanos();
    while (closing.getCount() > 0) {
      try {
        work(nextLook);
        if (System.nanoTime() - nextLook >= 0) {
          nextLook = System.nanoTime() + heartbeat.toNanos();
          looks.atTokens();
          looks.atNames();
        }
        failing = false;
      } catch (InterruptedException e) {
        return;
      } catch (RegistryUnavailable away) {
        doubted = true;
        tellOnce(away);
        rest();
      } catch (RuntimeException surprise) {
        doubted = true;
        log.error("pages could not be told, trying again", surprise);
        rest();
      }
    }
  }

  private void work(long until) throws InterruptedException {
    Task first = tasks.poll(until - System.nanoTime(), TimeUnit.NANOSECONDS);
    List<Task> some = new ArrayList<>();
    if (first != null) {
      some.add(first);
      tasks.drainTo(some, MOST_AT_ONCE);
    }
    List<InstanceEvent> events = new ArrayList<>();
    for (Task task : some) {
      switch (task) {
        case Task.Load(Caller caller) -> load(caller);
        case Task.Tell(InstanceEvent event) -> events.add(event);
        case Task.LookAgain() -> {
          // Doubted.
        }
      }
    }
    tell(events);
    if (doubted) {
      doubted = false;
      watches.keySet().forEach(this::load);
    }
  }

  private void load(Caller caller) {
    Watch watch = watches.get(caller);
    if (watch != null) {
      watch.load(
          switch (caller) {
            case AccountCaller(var account) -> instances.list(account);
            case InstanceCaller own -> instances.recordsOf(List.of(own.instance())).values();
          });
    }
  }

  private void tell(List<InstanceEvent> events) {
    if (events.isEmpty()) {
      return;
    }
    Map<InstanceId, InstanceRecord> records =
        instances.recordsOf(
            events.stream().map(InstanceEvent::instance).collect(Collectors.toSet()));
    for (InstanceEvent event : events) {
      Optional<InstanceRecord> record =
          Optional.ofNullable(records.get(event.instance()))
              .filter(one -> one.account().equals(event.account()));
      watchersOf(event).stream()
          .map(watches::get)
          .filter(watch -> watch != null)
          .forEach(watch -> watch.tell(event, record));
    }
  }

  private void tellOnce(RegistryUnavailable away) {
    if (!failing) {
      log.warn("open pages wait for news: {}", away.getMessage());
    }
    failing = true;
  }

  private void rest() {
    try {
      var _ = closing.await(RETRY.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    endAll();
    closing.countDown();
    thread.interrupt();
  }
}
