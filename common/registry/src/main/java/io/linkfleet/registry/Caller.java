package io.linkfleet.registry;

import io.linkfleet.contract.AccountId;
import io.linkfleet.contract.InstanceId;
import io.linkfleet.contract.InstanceName;
import java.util.Objects;

/// Whom a token belongs to.
public sealed interface Caller {
  AccountId account();

  /// Administers one account and all its instances.
  record AccountCaller(AccountId account) implements Caller {
    public AccountCaller {
      Objects.requireNonNull(account, "account");
    }
  }

  /// Is let in to one instance only.
  record InstanceCaller(AccountId account, InstanceId instance, InstanceName name)
      implements Caller {
    public InstanceCaller {
      Objects.requireNonNull(account, "account");
      Objects.requireNonNull(instance, "instance");
      Objects.requireNonNull(name, "name");
    }
  }
}
