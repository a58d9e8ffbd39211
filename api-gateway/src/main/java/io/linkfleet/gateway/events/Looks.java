package io.linkfleet.gateway.events;

import io.linkfleet.contract.AccountId;
import io.linkfleet.contract.InstanceId;
import io.linkfleet.contract.InstanceName;
import io.linkfleet.registry.Admission;
import io.linkfleet.registry.Caller;
import io.linkfleet.registry.Caller.AccountCaller;
import io.linkfleet.registry.Caller.InstanceCaller;
import io.linkfleet.registry.InstanceRecord;
import io.linkfleet.registry.Instances;
import io.linkfleet.registry.TokenHash;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.Set;
import java.util.stream.Collectors;

/// Looks at the registry for what no event tells: that a token is withdrawn, that an instance is
/// made, and not always that one is gone. Throws [io.linkfleet.registry.RegistryUnavailable].
final class Looks {
  private final Instances instances;
  private final Admission admission;
  private final Map<Caller, Watch> watches;

  /// The map is looked at, and left as it is.
  Looks(Instances instances, Admission admission, Map<Caller, Watch> watches) {
    this.instances = instances;
    this.admission = admission;
    this.watches = watches;
  }

  /// Ends pages whose token does not let their caller in any more.
  void atTokens() {
    List<Subscription> pages =
        watches.values().stream().flatMap(watch -> watch.pages().stream()).toList();
    Map<TokenHash, Caller> callers =
        admission.callersOf(pages.stream().map(Subscription::token).collect(Collectors.toSet()));
    pages.stream()
        .filter(page -> !page.caller().equals(callers.get(page.token())))
        .forEach(page -> page.end(Subscription.Ending.TOKEN_INVALID));
  }

  /// Pages show the instances that are there, and no others.
  void atNames() {
    Set<AccountId> accounts = new HashSet<>();
    for (Caller caller : watches.keySet()) {
      if (caller instanceof AccountCaller(var account)) {
        accounts.add(account);
      }
    }
    Map<AccountId, Map<InstanceName, InstanceId>> names = instances.named(accounts);
    Map<Watch, Set<InstanceId>> wanted = new HashMap<>();
    for (Entry<Caller, Watch> entry : watches.entrySet()) {
      Watch watch = entry.getValue();
      switch (entry.getKey()) {
        case AccountCaller(var account) when names.containsKey(account) -> {
          Collection<InstanceId> existing = names.get(account).values();
          watch.keepOnly(existing);
          wanted.put(watch, watch.toLookAt(existing));
        }
        case AccountCaller _ -> {
          // Came just now.
        }
        case InstanceCaller _ -> wanted.put(watch, watch.toLookAt(List.of()));
      }
    }
    Set<InstanceId> all = wanted.values().stream().flatMap(Set::stream).collect(Collectors.toSet());
    Map<InstanceId, InstanceRecord> records = instances.recordsOf(all);
    wanted.forEach(
        (watch, some) ->
            some.stream().map(records::get).filter(record -> record != null).forEach(watch::look));
  }
}
