package io.linkfleet.gateway.http;

import io.linkfleet.contract.AccountId;
import io.linkfleet.contract.CommandId;
import io.linkfleet.contract.InstanceId;
import io.linkfleet.contract.InstanceName;
import io.linkfleet.tracing.LogMarks;
import io.linkfleet.tracing.TraceParent;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.slf4j.MDC;

/// One request on its way through the gateway: its id, how long it has been here, the trace it
/// belongs to, and what the log line should tell if it comes to nothing. Belongs to the thread that
/// serves the request, and marks what that thread logs.
public final class Exchange {
  private static final String ATTRIBUTE = Exchange.class.getName();
  private static final Set<String> METHODS = Set.of("GET", "POST", "PUT", "PATCH", "DELETE");

  private final String requestId;
  private final long arrived = System.nanoTime();
  private String reason = "";
  private Optional<CommandId> command = Optional.empty();
  private Optional<InstanceId> instance = Optional.empty();
  private Optional<Foreseen> foreseen = Optional.empty();
  private Optional<TraceParent> trace = Optional.empty();

  Exchange(String requestId) {
    this.requestId = requestId;
  }

  void attachTo(HttpServletRequest request) {
    request.setAttribute(ATTRIBUTE, this);
    MDC.put(LogMarks.REQUEST, requestId);
  }

  /// What the thread logs from here on is no longer about this request.
  void end() {
    MDC.remove(LogMarks.REQUEST);
    MDC.remove(LogMarks.INSTANCE);
    MDC.remove(LogMarks.COMMAND);
    MDC.remove(LogMarks.TRACE);
  }

  /// Every request that reached our outermost filter has one.
  public static Exchange of(HttpServletRequest request) {
    return (Exchange) Objects.requireNonNull(request.getAttribute(ATTRIBUTE), "exchange");
  }

  /// The method, if it is one of ours: what else there is a caller may invent.
  static String method(HttpServletRequest request) {
    return METHODS.contains(request.getMethod()) ? request.getMethod() : "?";
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
    MDC.put(LogMarks.INSTANCE, instance.value());
  }

  public void dispatched(CommandId command) {
    this.command = Optional.of(command);
    MDC.put(LogMarks.COMMAND, command.value());
  }

  void traced(Optional<TraceParent> under) {
    trace = under;
    under.ifPresent(parent -> MDC.put(LogMarks.TRACE, parent.traceId()));
  }

  /// What is done for this request hangs here.
  public Optional<TraceParent> trace() {
    return trace;
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
