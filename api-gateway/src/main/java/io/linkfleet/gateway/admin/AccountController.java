package io.linkfleet.gateway.admin;

import io.linkfleet.contract.AccountId;
import io.linkfleet.gateway.http.Answer;
import io.linkfleet.gateway.http.FailsWith;
import io.linkfleet.gateway.http.JsonBody;
import io.linkfleet.registry.Account;
import io.linkfleet.registry.Accounts;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;

/// Makes, lists and changes accounts, for operators.
@Controller
final class AccountController {
  static final Answer NOT_FOUND = Answer.failure(404, "Account not found");
  private static final Answer INVALID_NAME = Answer.failure(400, "Invalid account name");
  private static final Answer INVALID_QUOTA = Answer.failure(400, "Invalid account quota");
  private static final Answer INVALID_LIMIT = Answer.failure(400, "Invalid account limit");

  private final Accounts accounts;
  private final AdminSettings defaults;
  private final AccountJson json;

  AccountController(Accounts accounts, AdminSettings defaults) {
    this.accounts = accounts;
    this.defaults = defaults;
    this.json = new AccountJson(defaults);
  }

  @PostMapping("/admin/accounts")
  @FailsWith("Failed to create account")
  Answer create(JsonBody body) {
    Optional<String> name = body.text("name").filter(Account::isValidName);
    OptionalInt quota = body.number("quota");
    OptionalInt limit = body.number("limit");
    if (name.isEmpty()) {
      return INVALID_NAME;
    }
    return refusal(quota, limit)
        .orElseGet(
            () ->
                Answer.created("Account created")
                    .with(
                        "account",
                        json.of(
                            accounts.create(name.get(), quota.orElse(defaults.quota()), limit))));
  }

  @GetMapping("/admin/accounts")
  @FailsWith("Failed to list accounts")
  Answer list() {
    List<Account> found = accounts.list();
    String message = found.size() == 1 ? "1 Account found" : found.size() + " Accounts found";
    return Answer.ok(message).with("accounts", found.stream().map(json::of).toList());
  }

  @PostMapping("/admin/accounts/{id}/token")
  @FailsWith("Failed to rotate account token")
  Answer rotateToken(@PathVariable("id") String id) {
    return id(id)
        .flatMap(accounts::rotateToken)
        .map(rotated -> Answer.ok("Account token rotated").with("account", json.of(rotated)))
        .orElse(NOT_FOUND);
  }

  @PatchMapping("/admin/accounts/{id}")
  @FailsWith("Failed to update account")
  Answer update(@PathVariable("id") String id, JsonBody body) {
    OptionalInt quota = body.number("quota");
    OptionalInt limit = body.number("limit");
    Optional<Answer> refusal = refusal(quota, limit);
    if (refusal.isPresent()) {
      return refusal.get();
    }
    return id(id)
        .flatMap(account -> accounts.change(account, quota, limit))
        .map(changed -> Answer.ok("Account updated").with("account", json.of(changed)))
        .orElse(NOT_FOUND);
  }

  private static Optional<Answer> refusal(OptionalInt quota, OptionalInt limit) {
    if (quota.isPresent() && !Account.isValidQuota(quota.getAsInt())) {
      return Optional.of(INVALID_QUOTA);
    }
    if (limit.isPresent() && !Account.isValidCallLimit(limit.getAsInt())) {
      return Optional.of(INVALID_LIMIT);
    }
    return Optional.empty();
  }

  /// Empty for what is no account's id.
  static Optional<AccountId> id(String text) {
    return AccountId.isValid(text) ? Optional.of(new AccountId(text)) : Optional.empty();
  }
}
