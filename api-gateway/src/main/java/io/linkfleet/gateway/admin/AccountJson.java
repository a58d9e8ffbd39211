package io.linkfleet.gateway.admin;

import io.linkfleet.registry.Account;
import io.linkfleet.registry.NewAccount;
import java.util.LinkedHashMap;
import java.util.Map;

/// An account as an operator sees it.
final class AccountJson {
  private final AdminSettings defaults;

  AccountJson(AdminSettings defaults) {
    this.defaults = defaults;
  }

  Map<String, Object> of(Account account) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("id", account.id().value());
    json.put("name", account.name());
    json.put("quota", account.quota());
    json.put("limit", account.callLimit().orElse(defaults.callLimit()));
    json.put("createdAt", account.createdAt().toString());
    json.put("deletionPending", account.deletionPending());
    return json;
  }

  /// With its token, the only time that is shown.
  Map<String, Object> of(NewAccount made) {
    Map<String, Object> json = of(made.account());
    json.put("token", made.token().value());
    return json;
  }
}
