package io.linkfleet.faults.process;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/// A child that is told which processes are ours, and kills those when its standard input closes:
/// the operating system does that when this JVM is gone, even killed with -9.
public final class Watchdog implements AutoCloseable {
  private static final String SCRIPT =
      """
      trap '' INT HUP TERM
      ours=' '
      while read -r word pid; do
        case $word in
          mind) ours="$ours$pid " ;;
          forget) ours=$(printf %s "$ours" | sed "s/ $pid / /") ;;
        esac
      done
      [ "$ours" = ' ' ] || kill -9 $ours
      """;

  private final OutputStream words;

  private Watchdog(OutputStream words) {
    this.words = words;
  }

  public static Watchdog start() {
    try {
      Process shell =
          new ProcessBuilder("sh", "-c", SCRIPT)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      return new Watchdog(shell.getOutputStream());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void mind(long pid) {
    say("mind", pid);
  }

  void forget(long pid) {
    say("forget", pid);
  }

  private synchronized void say(String word, long pid) {
    try {
      words.write((word + " " + pid + "\n").getBytes(StandardCharsets.US_ASCII));
      words.flush();
    } catch (IOException e) {
      throw new UncheckedIOException("the watchdog is gone", e);
    }
  }

  /// Kills what is still minded.
  @Override
  public void close() {
    try {
      words.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
