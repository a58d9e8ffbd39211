package io.linkfleet.local;

import io.linkfleet.local.play.Caller;
import io.linkfleet.local.play.MainJob;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.LoggerFactory;

/// The program behind `mvn -q compile spring-boot:run`: starts the fleet, plays the main job once,
/// and stays up until Ctrl-C.
///
/// Exits with 2 for a command line it does not understand and with 1, after one sentence on the
/// standard error, when a part does not start or the play fails.
public final class LocalFleet {
  private static final String ENDS_WITH_PARENT = "linkfleet.local.ends-with-parent";
  private static final Duration PARENT_LOOK = Duration.ofSeconds(1);
  private static final String LOG_FILE = "fleet.log";
  private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("MMdd-HHmmss");

  private final LocalOptions options;
  private final PrintStream out;
  private final Parts parts = new Parts();

  private LocalFleet(LocalOptions options, PrintStream out) {
    this.options = options;
    this.out = out;
  }

  public static void main(String[] words) throws InterruptedException {
    var out =
        new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
    try {
      new LocalFleet(LocalOptions.parse(words), out).run();
    } catch (UnknownOption e) {
      System.err.println("The local fleet was not started: " + e.getMessage());
      System.exit(2);
    }
  }

  private void run() throws InterruptedException {
    FleetLog.to(options.directory().resolve(LOG_FILE));
    stopAtTheEnd();
    try {
      StartedFleet fleet = new FleetStart(options, parts, out).start();
      if (options.demo()) {
        play(fleet);
      }
      tellHowToGoOn(fleet);
    } catch (Parts.Stopping e) {
      // Ctrl-C while starting: the shutdown hook is at work.
    } catch (RuntimeException | Error e) {
      fail(e);
    }
    new CountDownLatch(1).await();
  }

  private void stopAtTheEnd() {
    Runtime.getRuntime().addShutdownHook(new Thread(this::stop, "stop"));
    if (Boolean.getBoolean(ENDS_WITH_PARENT)) {
      Optional<ProcessHandle> parent = ProcessHandle.current().parent();
      Thread.ofVirtual().start(() -> endWith(parent));
    }
  }

  /// A process whose parent is gone gets another one, even while the dead one is not yet reaped.
  private static void endWith(Optional<ProcessHandle> parent) {
    while (ProcessHandle.current().parent().equals(parent)) {
      LockSupport.parkNanos(PARENT_LOOK.toNanos());
    }
    System.exit(1);
  }

  private void stop() {
    if (parts.isEmpty()) {
      return;
    }
    out.printf("%nStopping.%n");
    parts.close();
    out.println("Stopped. The state is kept in " + options.directory());
  }

  private void play(StartedFleet fleet) {
    String instance = "demo-" + ZonedDateTime.now(ZoneOffset.systemDefault()).format(CLOCK);
    Caller account = Caller.at(fleet.gateway(), out).withToken(fleet.accountToken());
    var simulator = fleet.simulator().map(uri -> Caller.at(uri, out));
    new MainJob(account, simulator, out).play(instance);
  }

  private void tellHowToGoOn(StartedFleet fleet) {
    out.printf(
        """

        The fleet is up: %s
          its tokens    %s
          its log       %s
          to stop it    Ctrl-C
        """,
        fleet.gateway(),
        options.directory().resolve(StartedFleet.ENV_FILE),
        options.directory().resolve(LOG_FILE));
  }

  private void fail(Throwable e) {
    LoggerFactory.getLogger(LocalFleet.class).error("the local fleet failed", e);
    System.err.printf("%nThe local fleet failed: %s%n", rootMessage(e));
    System.exit(1);
  }

  private static String rootMessage(Throwable e) {
    if (e.getCause() == null) {
      return e.getMessage();
    }
    Throwable root = e.getCause();
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return e.getMessage() + " (" + root.getMessage() + ")";
  }
}
