package io.linkfleet.gateway.instance;

import io.linkfleet.contract.Command;
import io.linkfleet.contract.CommandId;
import io.linkfleet.contract.InstanceId;
import io.linkfleet.contract.PhoneNumber;
import io.linkfleet.gateway.dispatch.CommandDispatcher;
import io.linkfleet.gateway.dispatch.Outcome;
import io.linkfleet.gateway.http.Answer;
import io.linkfleet.gateway.http.Exchange;
import io.linkfleet.gateway.http.FailsWith;
import io.linkfleet.registry.Caller;
import java.time.Duration;
import java.util.Optional;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/// The endpoints that are a command to the instance's owner. The caller's deadline counts from the
/// arrival of its request.
@Controller
final class CommandController {
  private static final String CONNECT_FAILED = "Failed to connect instance";
  private static final String LOGOUT_FAILED = "Failed to logout instance";
  private static final String RECONNECT_FAILED = "Failed to reconnect: ";
  private static final Answer INVALID_NUMBER = Answer.failure(400, "Invalid phone number");

  private final InstanceDirectory directory;
  private final CommandDispatcher dispatcher;
  private final Patience patience;

  CommandController(InstanceDirectory directory, CommandDispatcher dispatcher, Patience patience) {
    this.directory = directory;
    this.dispatcher = dispatcher;
    this.patience = patience;
  }

  @GetMapping("/api/instance/connect/{instance}")
  @FailsWith(CONNECT_FAILED)
  Answer connect(
      Caller caller,
      @PathVariable("instance") String name,
      @RequestParam("number") Optional<String> number,
      Exchange exchange) {
    InstanceId instance = directory.find(caller, name, exchange);
    if (number.isPresent() && !PhoneNumber.isValid(number.get())) {
      exchange.because("phone number");
      return INVALID_NUMBER;
    }
    Command command =
        number
            .map(PhoneNumber::new)
            .<Command>map(Command.ConnectByCode::new)
            .orElseGet(Command.Connect::new);
    Outcome outcome = dispatch(instance, command, patience.forCode(), exchange);
    return ReplyHttpMapping.answer(outcome, CONNECT_FAILED, exchange);
  }

  @PostMapping("/api/instance/reconnect/{instance}")
  @FailsWith(RECONNECT_FAILED + "registry unavailable")
  Answer reconnect(Caller caller, @PathVariable("instance") String name, Exchange exchange) {
    InstanceId instance = directory.find(caller, name, exchange);
    Outcome outcome = dispatch(instance, new Command.Reconnect(), patience.forReply(), exchange);
    return ReplyHttpMapping.answer(outcome, RECONNECT_FAILED, exchange);
  }

  @DeleteMapping("/api/instance/logout/{instance}")
  @FailsWith(LOGOUT_FAILED)
  Answer logout(Caller caller, @PathVariable("instance") String name, Exchange exchange) {
    InstanceId instance = directory.find(caller, name, exchange);
    Outcome outcome = dispatch(instance, new Command.Logout(), patience.forReply(), exchange);
    return ReplyHttpMapping.answer(outcome, LOGOUT_FAILED, exchange);
  }

  private Outcome dispatch(
      InstanceId instance, Command command, Duration patience, Exchange exchange) {
    CommandId id = dispatcher.newId();
    exchange.dispatched(id);
    Duration left = patience.minus(exchange.age());
    return dispatcher.dispatch(id, instance, command, left, exchange.trace());
  }
}
