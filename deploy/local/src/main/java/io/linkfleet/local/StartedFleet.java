package io.linkfleet.local;

import java.net.URI;
import java.util.Optional;

/// What a caller of a fleet that is up needs to know. The simulator is absent when the fleet talks
/// to a WhatsApp elsewhere.
record StartedFleet(URI gateway, Optional<URI> simulator, String accountToken) {
  /// The file with the same in the state directory, for shells.
  static final String ENV_FILE = "local.env";

  @Override
  public String toString() {
    return "StartedFleet[gateway=" + gateway + ", simulator=" + simulator + ", [REDACTED]]";
  }
}
