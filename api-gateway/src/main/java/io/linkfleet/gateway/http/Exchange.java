package io.linkfleet.gateway.http;

import io.linkfleet.contract.AccountId;
import io.linkfleet.contract.CommandId;
import io.linkfleet.contract.InstanceId;
import io.linkfleet.contract.InstanceName;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

/// One request on its way through the gateway: its id, how long it has been here, and what the log
/// line should tell if it comes to nothing. Belongs to the thread that serves the request.
public final class Exchange {
  private static final String ATTRIBUTE = Exchange.class.getName();

  private final String requestId;
  private final long arrived = System.nanoTime();
  private String reason = "";
  private Optional<CommandId> command = Optional.empty();
  private Optional<InstanceId> instance = Optional.empty();
  private Optional<Foreseen> foreseen = Optional.empty();

  Exchange(String requestId) {
    this.requestId = requestId;
  }

  void attachTo(HttpServletRequest request) {
    request.setAttribute(ATTRIBUTE, this);
  }

  /// Every request that reached our outermost filter has one.
  public static Exchange of(HttpServletRequest request) {
    return (Exchange) Objects.requireNonNull(request.getAttribute(ATTRIBUTE), "exchange");
  }

  /// A look-up of a name that was sent before it was known whether it is wanted.
  private record Foreseen(
      AccountId account, InstanceName name, Supplier<Optional<InstanceId>> found) {}

  public void foresee(AccountId account, InstanceName name, Supplier<Optional<InstanceId>> found) {
    foreseen = Optional.of(new Foreseen(account, name, found));
  }

  /// What was foreseen, if it is the name that is wanted now.
  public Optional<Supplier<Optional<InstanceId>>> foreseen(AccountId account, InstanceName name) {
    return foreseen
        .filter(it -> it.account().equals(account) && it.name().equals(name))
        .map(Foreseen::found);
  }

  public String requestId() {
    return requestId;
  }

  public Duration age() {
    return Duration.ofNanos(System.nanoTime() - arrived);
  }

  /// Why the caller did not get what it asked for: for the log, never for the caller.
  public void because(String reason) {
    this.reason = reason;
  }

  void becauseIfUnsaid(String text) {
    if (reason.isEmpty()) {
      reason = text;
    }
  }

  public void about(InstanceId instance) {
    this.instance = Optional.of(instance);
  }

  public void dispatched(CommandId command) {
    this.command = Optional.of(command);
  }

  /// What there is to tell beside method, route and status.
  String notes() {
    StringBuilder notes = new StringBuilder();
    instance.ifPresent(id -> notes.append(" instance=").append(id));
    command.ifPresent(id -> notes.append(" command=").append(id));
    if (!reason.isEmpty()) {
      notes.append(" reason=").append(reason);
    }
    return notes.toString();
  }
}
