package io.linkfleet.bench.micro;

import io.linkfleet.bench.measure.Conditions;
import io.linkfleet.bench.measure.Measurement;
import io.linkfleet.bench.report.Figure;
import io.linkfleet.bench.report.Quantity;
import io.linkfleet.bench.report.Section;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/// Every JMH benchmark there is, with what it allocates.
public final class MicroMeasurement implements Measurement {
  private static final String ALLOCATED = "gc.alloc.rate.norm";

  @Override
  public String name() {
    return "micro";
  }

  @Override
  public String what() {
    return "JMH: codec, frames, handshake, cryptography, session machine; time and allocation";
  }

  @Override
  public Section measure(Conditions conditions) {
    Path log = conditions.directory("jmh").resolve("jmh.log");
    Options options =
        new OptionsBuilder()
            .forks(1)
            .warmupIterations(conditions.quick() ? 1 : 3)
            .warmupTime(TimeValue.seconds(1))
            .measurementIterations(conditions.quick() ? 1 : 5)
            .measurementTime(TimeValue.seconds(1))
            .addProfiler(GCProfiler.class)
            .jvmArgsAppend("-XX:+UseCompactObjectHeaders")
            .output(log.toString())
            .build();
    try {
      Collection<RunResult> results = new Runner(options).run();
      return new Section(
          "Micro-benchmarks (JMH)",
          results.stream().flatMap(MicroMeasurement::figures).toList(),
          List.of(),
          List.of("One operation; allocation is per operation."));
    } catch (RunnerException e) {
      throw new IllegalStateException("JMH failed: see " + log, e);
    }
  }

  private static Stream<Figure> figures(RunResult result) {
    String name = result.getParams().getBenchmark();
    String shown = name.replaceFirst(".*\\.(\\w+)Benchmark\\.", "$1: ");
    TimeUnit unit = result.getParams().getTimeUnit();
    double nanos = result.getPrimaryResult().getScore() * unit.toNanos(1);
    Result<?> allocated = result.getSecondaryResults().get(ALLOCATED);
    return Stream.of(
        Figure.of(shown + ", time", new Quantity(nanos / 1e3, "µs")),
        Figure.of(shown + ", allocated", new Quantity(allocated.getScore(), "B")));
  }
}
