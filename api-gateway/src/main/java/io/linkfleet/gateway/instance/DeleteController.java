package io.linkfleet.gateway.instance;

import io.linkfleet.contract.CommandId;
import io.linkfleet.contract.InstanceId;
import io.linkfleet.contract.InstanceName;
import io.linkfleet.gateway.dispatch.CommandDispatcher;
import io.linkfleet.gateway.dispatch.Outcome;
import io.linkfleet.gateway.http.Answer;
import io.linkfleet.gateway.http.Exchange;
import io.linkfleet.gateway.http.FailsWith;
import io.linkfleet.registry.Caller.AccountCaller;
import java.time.Duration;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;

/// Ends instances, for their accounts.
@Controller
final class DeleteController {
  private static final String FAILED = "Failed to delete instance: ";

  private final InstanceDirectory directory;
  private final CommandDispatcher dispatcher;
  private final Deletion deletion;
  private final Patience patience;

  DeleteController(
      InstanceDirectory directory,
      CommandDispatcher dispatcher,
      Deletion deletion,
      Patience patience) {
    this.directory = directory;
    this.dispatcher = dispatcher;
    this.deletion = deletion;
    this.patience = patience;
  }

  @DeleteMapping("/api/instance/delete/{instance}")
  @FailsWith(FAILED + "registry unavailable")
  Answer delete(AccountCaller caller, @PathVariable("instance") String name, Exchange exchange) {
    InstanceId instance = directory.find(caller, name, exchange);
    CommandId id = dispatcher.newId();
    exchange.dispatched(id);
    Duration left = patience.forReply().minus(exchange.age());
    Outcome outcome =
        deletion.delete(
            id, caller.account(), new InstanceName(name), instance, left, exchange.trace());
    return ReplyHttpMapping.answer(outcome, FAILED, exchange);
  }
}
