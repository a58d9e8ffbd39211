package io.linkfleet.gateway.instance;

import io.linkfleet.contract.AccountId;
import io.linkfleet.contract.Command;
import io.linkfleet.contract.CommandId;
import io.linkfleet.contract.InstanceId;
import io.linkfleet.contract.InstanceName;
import io.linkfleet.contract.Reply;
import io.linkfleet.gateway.dispatch.CommandDispatcher;
import io.linkfleet.gateway.dispatch.Outcome;
import io.linkfleet.registry.Instances;
import io.linkfleet.registry.TokenHash;
import io.linkfleet.tracing.LogMarks;
import io.linkfleet.tracing.TraceParent;
import java.time.Duration;
import java.util.Optional;

/// The end of an instance: the worker lets the record go, then name and token become free. Cut off
/// in between, a repeat finishes it.
public final class Deletion {
  private final Instances instances;
  private final CommandDispatcher dispatcher;

  Deletion(Instances instances, CommandDispatcher dispatcher) {
    this.instances = instances;
    this.dispatcher = dispatcher;
  }

  Outcome delete(
      CommandId id,
      AccountId account,
      InstanceName name,
      InstanceId instance,
      Duration patience,
      Optional<TraceParent> trace) {
    Optional<TokenHash> token = instances.tokenOf(instance);
    Outcome outcome = dispatcher.dispatch(id, instance, new Command.Delete(), patience, trace);
    if (outcome instanceof Outcome.Answered(Reply.Deleted())) {
      instances.forget(account, name, instance, token);
    }
    return outcome;
  }

  /// Why the instance is still there; empty when it is gone. Marks what the calling thread logs
  /// about it.
  public Optional<String> failure(
      AccountId account,
      InstanceName name,
      InstanceId instance,
      Duration patience,
      Optional<TraceParent> trace) {
    CommandId id = dispatcher.newId();
    try (var _ =
        LogMarks.of(LogMarks.COMMAND, id.value())
            .and(LogMarks.INSTANCE, instance.value())
            .and(trace)) {
      return failure(delete(id, account, name, instance, patience, trace));
    }
  }

  private static Optional<String> failure(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Answered(Reply.Deleted()) -> Optional.empty();
      case Outcome.Answered(Reply.Failed(var reason)) -> words(reason);
      case Outcome.Answered(Reply.Rejected(var reason)) -> words(reason);
      case Outcome.Answered(var other) ->
          throw new IllegalStateException("a delete was answered by " + other);
      case Outcome.Unanswered(var reason) -> words(reason);
    };
  }

  private static Optional<String> words(Enum<?> reason) {
    return Optional.of(ReplyHttpMapping.words(reason));
  }
}
