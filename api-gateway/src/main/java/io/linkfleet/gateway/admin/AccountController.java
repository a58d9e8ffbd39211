package io.linkfleet.gateway.admin;

import io.linkfleet.gateway.http.Answer;
import io.linkfleet.gateway.http.FailsWith;
import io.linkfleet.gateway.http.JsonBody;
import io.linkfleet.registry.Account;
import io.linkfleet.registry.Accounts;
import io.linkfleet.registry.NewAccount;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;

/// Makes and lists accounts, for operators.
@Controller
final class AccountController {
  private static final Answer INVALID_NAME = Answer.failure(400, "Invalid account name");
  private static final Answer INVALID_QUOTA = Answer.failure(400, "Invalid account quota");
  private static final Answer INVALID_LIMIT = Answer.failure(400, "Invalid account limit");

  private final Accounts accounts;
  private final AdminSettings defaults;

  AccountController(Accounts accounts, AdminSettings defaults) {
    this.accounts = accounts;
    this.defaults = defaults;
  }

  @PostMapping("/admin/accounts")
  @FailsWith("Failed to create account")
  Answer create(JsonBody body) {
    Optional<String> name = body.text("name").filter(Account::isValidName);
    int quota = body.number("quota").orElse(defaults.quota());
    OptionalInt limit = body.number("limit");
    if (name.isEmpty()) {
      return INVALID_NAME;
    }
    if (!Account.isValidQuota(quota)) {
      return INVALID_QUOTA;
    }
    if (limit.isPresent() && !Account.isValidCallLimit(limit.getAsInt())) {
      return INVALID_LIMIT;
    }
    NewAccount made = accounts.create(name.get(), quota, limit);
    Map<String, Object> json = json(made.account());
    json.put("token", made.token().value());
    return Answer.created("Account created").with("account", json);
  }

  @GetMapping("/admin/accounts")
  @FailsWith("Failed to list accounts")
  Answer list() {
    List<Account> found = accounts.list();
    String message = found.size() == 1 ? "1 Account found" : found.size() + " Accounts found";
    return Answer.ok(message).with("accounts", found.stream().map(this::json).toList());
  }

  private Map<String, Object> json(Account account) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("id", account.id().value());
    json.put("name", account.name());
    json.put("quota", account.quota());
    json.put("limit", account.callLimit().orElse(defaults.callLimit()));
    json.put("createdAt", account.createdAt().toString());
    return json;
  }
}
