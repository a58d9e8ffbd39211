package io.linkfleet.gateway.admin;

import io.linkfleet.contract.AccountId;
import io.linkfleet.contract.InstanceId;
import io.linkfleet.contract.InstanceName;
import io.linkfleet.gateway.http.Answer;
import io.linkfleet.gateway.http.Exchange;
import io.linkfleet.gateway.http.FailsWith;
import io.linkfleet.gateway.instance.Deletion;
import io.linkfleet.gateway.instance.Patience;
import io.linkfleet.registry.Accounts;
import io.linkfleet.registry.Instances;
import io.linkfleet.registry.RegistryUnavailable;
import io.linkfleet.tracing.LogMarks;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;

/// Deletes accounts, for operators: first the token, then every instance by its worker, so that
/// devices are unlinked, then the record. What is not done in time goes on with the next call.
@Controller
final class AccountDeletionController {
  private static final String FAILED = "Failed to delete account: ";
  private static final String STORE_AWAY = "registry unavailable";

  /// Of one account at once: it must not take the place of everybody else's commands.
  private static final int AT_ONCE = 32;

  private final Accounts accounts;
  private final Instances instances;
  private final Deletion deletion;
  private final Patience patience;

  AccountDeletionController(
      Accounts accounts, Instances instances, Deletion deletion, Patience patience) {
    this.accounts = accounts;
    this.instances = instances;
    this.deletion = deletion;
    this.patience = patience;
  }

  @DeleteMapping("/admin/accounts/{id}")
  @FailsWith(FAILED + STORE_AWAY)
  Answer delete(@PathVariable("id") String id, Exchange exchange) throws InterruptedException {
    Optional<AccountId> account = AccountController.id(id).filter(accounts::beginDeletion);
    if (account.isEmpty()) {
      return AccountController.NOT_FOUND;
    }
    Optional<String> failure = deleteInstances(account.get(), exchange);
    if (failure.isPresent()) {
      return Answer.failure(500, FAILED + failure.get());
    }
    return accounts.endDeletion(account.get())
        ? Answer.ok("Account deleted").with("account", Map.of("status", "deleted"))
        : Answer.failure(500, FAILED + "instances are left");
  }

  /// Why one of them is still there, if any is. All are tried, whatever becomes of the others.
  private Optional<String> deleteInstances(AccountId account, Exchange exchange)
      throws InterruptedException {
    List<Callable<Optional<String>>> deletions =
        instances.named(account).entrySet().stream()
            .<Callable<Optional<String>>>map(
                entry -> () -> delete(account, entry.getKey(), entry.getValue(), exchange))
            .toList();
    try (ExecutorService threads =
        Executors.newFixedThreadPool(AT_ONCE, Thread.ofVirtual().factory())) {
      return threads.invokeAll(deletions).stream()
          .map(AccountDeletionController::outcome)
          .flatMap(Optional::stream)
          .findFirst();
    }
  }

  private Optional<String> delete(
      AccountId account, InstanceName name, InstanceId instance, Exchange exchange) {
    Duration left = patience.forReply().minus(exchange.age());
    if (!left.isPositive()) {
      return Optional.of("deadline passed");
    }
    try (var _ = LogMarks.of(LogMarks.REQUEST, exchange.requestId())) {
      return deletion.failure(account, name, instance, left, exchange.trace());
    }
  }

  private static Optional<String> outcome(Future<Optional<String>> deletion) {
    try {
      return deletion.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RegistryUnavailable) {
        return Optional.of(STORE_AWAY);
      }
      throw new IllegalStateException("an instance could not be deleted", e.getCause());
    } catch (InterruptedException e) {
      throw new IllegalStateException("invokeAll returns when all are done", e);
    }
  }
}
