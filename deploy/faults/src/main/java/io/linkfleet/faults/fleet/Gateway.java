package io.linkfleet.faults.fleet;

import io.linkfleet.faults.process.ServerProcess;
import java.net.URI;

/// A gateway and where callers find it.
public record Gateway(Member member, URI url) {
  public String name() {
    return member.name();
  }

  public ServerProcess process() {
    return member.process();
  }
}
