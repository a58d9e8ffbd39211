package io.linkfleet.gateway.auth;

import io.linkfleet.registry.Caller;
import io.linkfleet.registry.RegistryUnavailable;
import io.linkfleet.registry.TokenHash;

/// What the door has found out about a request that may go on.
sealed interface Welcome {
  record Known(Caller caller, TokenHash token) implements Welcome {}

  /// The reason is for the log.
  record Unknown(String reason) implements Welcome {}

  /// Nobody can say: no endpoint may take this request for anybody's.
  record Undecided(RegistryUnavailable cause) implements Welcome {}
}
