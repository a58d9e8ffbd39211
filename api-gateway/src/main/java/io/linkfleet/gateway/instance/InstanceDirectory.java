package io.linkfleet.gateway.instance;

import io.linkfleet.contract.InstanceId;
import io.linkfleet.contract.InstanceName;
import io.linkfleet.gateway.auth.Rejections;
import io.linkfleet.gateway.http.Answer;
import io.linkfleet.gateway.http.Exchange;
import io.linkfleet.gateway.http.Failures;
import io.linkfleet.gateway.http.Refused;
import io.linkfleet.registry.Caller;
import io.linkfleet.registry.Instances;

/// Which instance a caller means by a name. An instance's own token needs no look-up, and learns
/// nothing about any other name.
final class InstanceDirectory {
  static final Answer NOT_FOUND = Answer.failure(404, "Instance not found");

  private final Instances instances;
  private final Rejections rejections;

  InstanceDirectory(Instances instances, Rejections rejections) {
    this.instances = instances;
    this.rejections = rejections;
  }

  InstanceId find(Caller caller, String name, Exchange exchange) {
    InstanceId found =
        switch (caller) {
          case Caller.InstanceCaller own when own.name().value().equals(name) -> own.instance();
          case Caller.InstanceCaller own -> throw refuseOtherName();
          case Caller.AccountCaller(var account) -> {
            if (!InstanceName.isValid(name)) {
              throw unknown();
            }
            InstanceName wanted = new InstanceName(name);
            yield exchange
                .foreseen(account, wanted)
                .orElseGet(() -> instances.search(account, wanted))
                .get()
                .orElseThrow(this::unknown);
          }
        };
    exchange.about(found);
    return found;
  }

  Refused refuseOtherName() {
    rejections.invalidToken();
    return new Refused(Failures.INVALID_TOKEN, "the token of another instance");
  }

  Refused unknown() {
    return new Refused(NOT_FOUND, "no instance of that name");
  }
}
