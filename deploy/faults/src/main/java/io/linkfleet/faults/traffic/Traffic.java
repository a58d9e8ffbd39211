package io.linkfleet.faults.traffic;

import io.linkfleet.faults.process.Patience;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;

/// Callers who do now this, now that, with the busy instances, until they are told to stop.
///
/// Half of the instances whose logout or deletion is not confirmed are left alone from then on, as
/// by a caller who counts on what was promised: what was asked for once must come about without
/// being asked for again.
public final class Traffic implements AutoCloseable {
  private static final int LONGEST_PAUSE_MILLIS = 300;

  /// So that there is traffic while every call fails.
  private static final int ALONE_AT_MOST = 3;

  private final List<Subject> subjects;
  private final List<Thread> callers = new ArrayList<>();
  private final AtomicInteger alone = new AtomicInteger();
  private volatile boolean stopping;

  private Traffic(List<Subject> subjects) {
    this.subjects = subjects;
  }

  /// The seed decides who does what in which order; how long each step takes, it can't.
  public static Traffic start(List<Subject> subjects, int callers, long seed) {
    var traffic = new Traffic(subjects);
    subjects.forEach(Subject::accompany);
    for (int caller = 0; caller < callers; caller++) {
      var random = new Random(seed * callers + caller);
      traffic.callers.add(
          Thread.ofVirtual().name("caller-" + caller).start(() -> traffic.run(random)));
    }
    return traffic;
  }

  private void run(Random random) {
    while (!stopping) {
      Subject subject = subjects.get(random.nextInt(subjects.size()));
      if (subject.take()) {
        try {
          boolean confirmed = subject.isAlone() || act(subject, random.nextInt(100));
          if (!confirmed && random.nextBoolean()) {
            leaveAlone(subject);
          }
        } catch (UncheckedIOException _) {
          // The simulator: its phones can do nothing until it is back.
          Patience.rest(Duration.ofMillis(LONGEST_PAUSE_MILLIS));
        } finally {
          subject.giveBack();
        }
      }
      Patience.rest(Duration.ofMillis(random.nextInt(LONGEST_PAUSE_MILLIS)));
    }
  }

  private void leaveAlone(Subject subject) {
    if (alone.incrementAndGet() <= subjects.size() / ALONE_AT_MOST) {
      subject.leaveAlone();
    }
  }

  /// False when an end was asked for that was not confirmed.
  private static boolean act(Subject subject, int dice) {
    if (!subject.exists()) {
      subject.create();
      return true;
    }
    return subject.hasWantedDevice() ? withDevice(subject, dice) : withoutDevice(subject, dice);
  }

  private static boolean withDevice(Subject subject, int dice) {
    if (dice < 40) {
      return subject.logout();
    } else if (dice < 65) {
      subject.reconnect();
    } else if (dice < 80) {
      subject.status();
    } else if (dice < 88) {
      subject.removeOnPhone();
    } else if (dice < 94) {
      return subject.delete();
    } else {
      subject.link();
    }
    return true;
  }

  private static boolean withoutDevice(Subject subject, int dice) {
    if (dice < 75) {
      subject.link();
    } else if (dice < 82) {
      return subject.logout();
    } else if (dice < 88) {
      subject.reconnect();
    } else if (dice < 94) {
      subject.status();
    } else {
      return subject.delete();
    }
    return true;
  }

  /// Returns when everybody has the answer to the last call.
  @Override
  public void close() {
    stopping = true;
    for (Thread caller : callers) {
      try {
        caller.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }
}
