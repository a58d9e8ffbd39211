package io.linkfleet.faults.process;

import java.time.Duration;
import java.util.Optional;

/// The process that started this one.
public final class Parent {
  private static final Duration LOOK = Duration.ofSeconds(1);

  private Parent() {}

  /// Ends this process when its parent is gone: it gets another one then.
  public static void endWithIt() {
    Optional<ProcessHandle> parent = ProcessHandle.current().parent();
    Thread.ofVirtual()
        .start(
            () -> {
              while (ProcessHandle.current().parent().equals(parent)) {
                Patience.rest(LOOK);
              }
              System.exit(1);
            });
  }
}
