package io.linkfleet.faults.traffic;

import io.linkfleet.faults.process.Patience;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// Callers who do now this, now that, with the busy instances, until they are told to stop.
public final class Traffic implements AutoCloseable {
  private static final int CALLERS = 10;
  private static final int LONGEST_PAUSE_MILLIS = 300;

  private final List<Subject> subjects;
  private final List<Thread> callers = new ArrayList<>();
  private volatile boolean stopping;

  private Traffic(List<Subject> subjects) {
    this.subjects = subjects;
  }

  /// The seed decides who does what in which order; how long each step takes, it can't.
  public static Traffic start(List<Subject> subjects, long seed) {
    var traffic = new Traffic(subjects);
    for (int caller = 0; caller < CALLERS; caller++) {
      var random = new Random(seed * CALLERS + caller);
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
          act(subject, random.nextInt(100));
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

  private static void act(Subject subject, int dice) {
    if (!subject.exists()) {
      subject.create();
    } else if (subject.hasWantedDevice()) {
      withDevice(subject, dice);
    } else {
      withoutDevice(subject, dice);
    }
  }

  private static void withDevice(Subject subject, int dice) {
    if (dice < 40) {
      subject.logout();
    } else if (dice < 65) {
      subject.reconnect();
    } else if (dice < 80) {
      subject.status();
    } else if (dice < 88) {
      subject.removeOnPhone();
    } else if (dice < 94) {
      subject.delete();
    } else {
      subject.link();
    }
  }

  private static void withoutDevice(Subject subject, int dice) {
    if (dice < 75) {
      subject.link();
    } else if (dice < 82) {
      subject.logout();
    } else if (dice < 88) {
      subject.reconnect();
    } else if (dice < 94) {
      subject.status();
    } else {
      subject.delete();
    }
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
