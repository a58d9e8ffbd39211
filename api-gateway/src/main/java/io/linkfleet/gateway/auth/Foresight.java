package io.linkfleet.gateway.auth;

import io.linkfleet.contract.AccountId;
import io.linkfleet.contract.InstanceName;
import io.linkfleet.gateway.http.Exchange;
import io.linkfleet.registry.Caller;
import io.linkfleet.registry.Instances;
import io.linkfleet.registry.TokenHash;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// Looks up the instance a path names while the door still asks about the token, so that both take
/// one round trip. Whose account a token is of it knows from the last time that token was let in: a
/// guess that decides nothing, for what it finds is used only for the account that the door names.
final class Foresight {
  private static final String PATH = "/api/instance/";
  private static final int MOST_TOKENS = 10_000;

  private final Instances instances;
  private final Map<TokenHash, AccountId> accounts = new ConcurrentHashMap<>();

  Foresight(Instances instances) {
    this.instances = instances;
  }

  /// Sends the look-up, if there is one to foresee, and waits for nothing. Throws
  /// [io.linkfleet.registry.RegistryUnavailable].
  void lookAhead(TokenHash token, HttpServletRequest request) {
    AccountId account = accounts.get(token);
    if (account == null) {
      return;
    }
    nameIn(request)
        .ifPresent(
            name -> Exchange.of(request).foresee(account, name, instances.search(account, name)));
  }

  /// The token of an instance needs no look-up.
  void remember(TokenHash token, Caller caller) {
    if (caller instanceof Caller.AccountCaller(var account) && !accounts.containsKey(token)) {
      if (accounts.size() >= MOST_TOKENS) {
        accounts.clear();
      }
      accounts.put(token, account);
    }
  }

  /// The path of a call is `/api/instance/`, what to do, and the name.
  private static Optional<InstanceName> nameIn(HttpServletRequest request) {
    String path = request.getServletPath();
    int slash = path.startsWith(PATH) ? path.indexOf('/', PATH.length()) : -1;
    return Optional.of(path.substring(slash + 1))
        .filter(name -> slash >= 0 && InstanceName.isValid(name))
        .map(InstanceName::new);
  }
}
