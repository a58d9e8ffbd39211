package io.linkfleet.local;

import io.linkfleet.local.play.Answer;
import io.linkfleet.local.play.Caller;
import io.linkfleet.local.state.PrivateFile;
import java.util.Map;
import java.util.Optional;

/// The one account of a local fleet: made by the operator at the first start, its token kept from
/// then on, made anew when the gateway does not know that token any more.
record LocalAccount(Caller gateway, String operatorToken, PrivateFile file) {
  private static final String TOKEN = "TOKEN_ACCOUNT";

  String token() {
    return file.read()
        .flatMap(values -> Optional.ofNullable(values.getProperty(TOKEN)))
        .filter(this::isKnown)
        .orElseGet(this::make);
  }

  private boolean isKnown(String token) {
    Answer answer = gateway.withToken(token).call("GET", "/api/instance/list");
    if (answer.status() == 401) {
      return false;
    }
    answer.requireStatus(200, "the list of the account's instances");
    return true;
  }

  private String make() {
    String token =
        gateway
            .withBearer(operatorToken)
            .call("POST", "/admin/accounts", Map.of("name", "local"))
            .requireStatus(201, "the creation of the account")
            .body()
            .at("/account/token")
            .asString();
    file.write(Map.of(TOKEN, token));
    return token;
  }

  @Override
  public String toString() {
    return "LocalAccount[[REDACTED]]";
  }
}
