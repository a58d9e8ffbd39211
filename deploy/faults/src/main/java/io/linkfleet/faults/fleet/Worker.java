package io.linkfleet.faults.fleet;

import io.linkfleet.faults.process.ServerProcess;
import io.linkfleet.faults.proxy.Cut;

/// A worker and its edges.
public final class Worker {
  private final Member member;
  private final WorkerEdges edges;

  Worker(Member member, WorkerEdges edges) {
    this.member = member;
    this.edges = edges;
  }

  public String name() {
    return member.name();
  }

  public Member member() {
    return member;
  }

  public ServerProcess process() {
    return member.process();
  }

  public void cut(Target target, Cut cut) {
    edges.cut(target, cut);
  }

  void close() {
    member.process().close();
    edges.close();
  }
}
