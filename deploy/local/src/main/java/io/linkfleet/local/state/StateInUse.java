package io.linkfleet.local.state;

import java.nio.file.Path;

/// Another local fleet runs on this directory now.
public final class StateInUse extends RuntimeException {
  StateInUse(Path directory) {
    super("another local fleet runs on " + directory);
  }
}
