package io.linkfleet.bench.profile;

import io.linkfleet.bench.proc.JvmFigures;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Collectors;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;

/// A flight recording that is being made. Samples are taken by processor time, so that the kernel's
/// work for a thread is in them; they cost the process a few per cent.
public final class Profiling {
  private static final String NAME = "profile";
  private static final String SAMPLE = "jdk.CPUTimeSample";

  private final JvmFigures jvm;
  private final ThreadTimes before;

  private Profiling(JvmFigures jvm, ThreadTimes before) {
    this.jvm = jvm;
    this.before = before;
  }

  private static Profiling begin(JvmFigures jvm) {
    var _ =
        jvm.jcmd(
            "JFR.start",
            "name=" + NAME,
            "settings=none",
            "+" + SAMPLE + "#enabled=true",
            "+" + SAMPLE + "#throttle=2ms");
    return new Profiling(jvm, ThreadTimes.of(jvm.pid()));
  }

  /// What a process did while the work was done; the recording is left in the file.
  public static Profile of(JvmFigures jvm, Path file, Runnable work) {
    Profiling profiling = begin(jvm);
    work.run();
    return profiling.end(file);
  }

  private Profile end(Path file) {
    ThreadTimes now = ThreadTimes.of(jvm.pid());
    var _ = jvm.jcmd("JFR.stop", "name=" + NAME, "filename=" + file.toAbsolutePath());
    double all = Math.max(1, now.since(before));
    return new Profile(
        now.since(before, "CompilerThre") / all,
        now.since(before, "(GC ", "(G1 ", "(ZDirector", "(ZDriver", "(ZWorker") / all,
        samples(file));
  }

  private static Map<Part, Integer> samples(Path file) {
    Map<Part, Integer> samples = new EnumMap<>(Part.class);
    try (RecordingFile recording = new RecordingFile(file)) {
      while (recording.hasMoreEvents()) {
        RecordedEvent event = recording.readEvent();
        if (event.getEventType().getName().equals(SAMPLE)) {
          samples.merge(Part.of(stack(event)), 1, Integer::sum);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the flight recording can't be read", e);
    }
    return samples;
  }

  private static String stack(RecordedEvent event) {
    return event.getStackTrace() == null
        ? ""
        : event.getStackTrace().getFrames().stream()
            .map(frame -> frame.getMethod().getType().getName())
            .collect(Collectors.joining("\n"));
  }
}
