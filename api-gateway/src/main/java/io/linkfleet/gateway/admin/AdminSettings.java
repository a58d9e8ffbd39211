package io.linkfleet.gateway.admin;

import java.util.Objects;
import java.util.Optional;

/// The operator's token, without which there is no operator's door; and what an account gets unless
/// the operator says otherwise.
public record AdminSettings(Optional<OperatorToken> operator, int quota, int callLimit) {
  public AdminSettings {
    Objects.requireNonNull(operator, "operator");
  }
}
