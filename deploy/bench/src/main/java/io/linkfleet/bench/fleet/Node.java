package io.linkfleet.bench.fleet;

import io.linkfleet.bench.proc.JvmFigures;
import io.linkfleet.faults.fleet.Member;
import io.linkfleet.faults.process.ServerProcess;
import java.net.URI;

/// A gateway or a worker: where it serves callers (a worker: its management alone), and where it
/// tells its metrics.
public record Node(Member member, URI url, URI management) {
  public ServerProcess process() {
    return member.process();
  }

  public JvmFigures jvm() {
    return new JvmFigures(process().pid());
  }
}
