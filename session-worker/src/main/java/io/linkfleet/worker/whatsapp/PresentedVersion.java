package io.linkfleet.worker.whatsapp;

import io.linkfleet.whatsapp.login.ClientVersion;
import java.time.Instant;

/// The client version that one connection presents itself as.
record PresentedVersion(ClientVersion version, ClientVersions versions) {

  /// WhatsApp said when it will begin to refuse it.
  void expires(Instant at) {
    versions.expires(version, at);
  }
}
