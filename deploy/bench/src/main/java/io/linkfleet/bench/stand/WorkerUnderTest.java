package io.linkfleet.bench.stand;

import io.linkfleet.bench.fleet.ProductionJvm;
import io.linkfleet.bench.proc.JvmFigures;
import io.linkfleet.bench.proc.ProcessFigures;
import io.linkfleet.faults.fleet.Member;
import io.linkfleet.faults.process.ServerProcess;
import io.linkfleet.faults.process.Watchdog;
import io.linkfleet.worker.WorkerApplication;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// A session worker as a process of its own, with the flags and the log of production.
public final class WorkerUnderTest implements AutoCloseable {
  private static final int HEAP_MEGABYTES = 512;
  private static final Duration STOPPED_WITHIN = Duration.ofSeconds(60);

  private final ServerProcess process;
  private final Member member;
  private final Pauses pauses;

  private WorkerUnderTest(ServerProcess process, Member member, Pauses pauses) {
    this.process = process;
    this.member = member;
    this.pauses = pauses;
  }

  static WorkerUnderTest start(
      String name,
      Path home,
      int port,
      List<String> flags,
      List<String> settings,
      Watchdog watchdog) {
    List<String> all = new ArrayList<>(settings);
    all.add("--server.port=" + port);
    Path pauses = home.resolve(name + "-gc.log");
    List<String> logged = new ArrayList<>(flags);
    logged.add("-Xlog:safepoint:file=" + pauses);
    List<String> command =
        ProductionJvm.beside(WorkerApplication.class, HEAP_MEGABYTES).and(logged).with(all);
    var process = new ServerProcess(name, () -> command, home.resolve(name + ".log"), watchdog);
    process.start();
    URI ready = URI.create("http://127.0.0.1:" + port + "/actuator/health/readiness");
    return new WorkerUnderTest(process, new Member(process, ready), new Pauses(pauses));
  }

  public void awaitReady() {
    member.awaitReady();
  }

  public ProcessFigures figures() {
    return new ProcessFigures(process.pid());
  }

  public JvmFigures jvm() {
    return new JvmFigures(process.pid());
  }

  /// The longest time that all of its threads stood still for a collection which nobody asked for.
  public double longestPauseMillis() {
    return pauses.longestMillis();
  }

  /// Stops it properly, so that the next one is given its partitions at once.
  @Override
  public void close() {
    var _ = process.terminate(STOPPED_WITHIN);
  }
}
