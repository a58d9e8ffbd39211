package io.linkfleet.registry;

import java.util.Objects;

/// An account, and the only time its token is shown.
public record NewAccount(Account account, Token token) {
  public NewAccount {
    Objects.requireNonNull(account, "account");
    Objects.requireNonNull(token, "token");
  }
}
