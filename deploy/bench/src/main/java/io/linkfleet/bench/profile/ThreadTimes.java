package io.linkfleet.bench.profile;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/// Ticks of processor time that each thread of a process has had, by its number and name. Threads
/// that ended are not in it.
record ThreadTimes(Map<String, Long> ticks) {
  private static final int USER_TIME = 11;
  private static final int SYSTEM_TIME = 12;

  static ThreadTimes of(long pid) {
    Map<String, Long> ticks = new HashMap<>();
    try (DirectoryStream<Path> tasks =
        Files.newDirectoryStream(Path.of("/proc", Long.toString(pid), "task"))) {
      for (Path task : tasks) {
        read(task, ticks);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("no threads of process " + pid, e);
    }
    return new ThreadTimes(ticks);
  }

  private static void read(Path task, Map<String, Long> ticks) throws IOException {
    try {
      String stat = Files.readString(task.resolve("stat"));
      int nameEnd = stat.lastIndexOf(')');
      String[] fields = stat.substring(nameEnd + 2).split(" ", -1);
      ticks.put(
          stat.substring(0, nameEnd),
          Long.parseLong(fields[USER_TIME]) + Long.parseLong(fields[SYSTEM_TIME]));
    } catch (NoSuchFileException ended) {
      // Between the listing and the look.
    }
  }

  /// What threads have had since whose name has one of these in it.
  long since(ThreadTimes earlier, String... names) {
    long sum = 0;
    for (Map.Entry<String, Long> thread : ticks.entrySet()) {
      for (String name : names) {
        if (thread.getKey().contains(name)) {
          sum += thread.getValue() - earlier.ticks.getOrDefault(thread.getKey(), 0L);
          break;
        }
      }
    }
    return sum;
  }

  long since(ThreadTimes earlier) {
    return since(earlier, "");
  }
}
