package io.linkfleet.gateway.instance;

import io.linkfleet.contract.Command;
import io.linkfleet.contract.CommandId;
import io.linkfleet.contract.InstanceId;
import io.linkfleet.contract.InstanceName;
import io.linkfleet.contract.Reply;
import io.linkfleet.gateway.dispatch.CommandDispatcher;
import io.linkfleet.gateway.dispatch.Outcome;
import io.linkfleet.gateway.http.Answer;
import io.linkfleet.gateway.http.Exchange;
import io.linkfleet.gateway.http.FailsWith;
import io.linkfleet.registry.Caller.AccountCaller;
import io.linkfleet.registry.Instances;
import io.linkfleet.registry.TokenHash;
import java.util.Optional;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;

/// Ends instances: the worker lets the record go, then name and token become free. Cut off in
/// between, a repeat finishes it.
@Controller
final class DeleteController {
  private static final String FAILED = "Failed to delete instance: ";

  private final Instances instances;
  private final InstanceDirectory directory;
  private final CommandDispatcher dispatcher;
  private final Patience patience;

  DeleteController(
      Instances instances,
      InstanceDirectory directory,
      CommandDispatcher dispatcher,
      Patience patience) {
    this.instances = instances;
    this.directory = directory;
    this.dispatcher = dispatcher;
    this.patience = patience;
  }

  @DeleteMapping("/api/instance/delete/{instance}")
  @FailsWith(FAILED + "registry unavailable")
  Answer delete(AccountCaller caller, @PathVariable("instance") String name, Exchange exchange) {
    InstanceId instance = directory.find(caller, name, exchange);
    Optional<TokenHash> token = instances.tokenOf(instance);
    CommandId id = dispatcher.newId();
    exchange.dispatched(id);
    Outcome outcome =
        dispatcher.dispatch(
            id, instance, new Command.Delete(), patience.forReply().minus(exchange.age()));
    if (outcome instanceof Outcome.Answered(Reply.Deleted())) {
      instances.forget(caller.account(), new InstanceName(name), instance, token);
    }
    return ReplyHttpMapping.answer(outcome, FAILED, exchange);
  }
}
