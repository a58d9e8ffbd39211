package io.linkfleet.gateway.instance;

import io.linkfleet.contract.InstanceName;
import io.linkfleet.gateway.http.Answer;
import io.linkfleet.gateway.http.FailsWith;
import io.linkfleet.gateway.http.Failures;
import io.linkfleet.gateway.http.JsonBody;
import io.linkfleet.registry.Caller.AccountCaller;
import io.linkfleet.registry.Creation;
import io.linkfleet.registry.InstanceRecord;
import io.linkfleet.registry.Instances;
import io.linkfleet.registry.Token;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PostMapping;

/// Makes instances: a matter of the registry alone, no worker hears of it.
@Controller
final class CreateController {
  private static final Answer INVALID_NAME = Answer.failure(400, "Invalid instance name");
  private static final Answer INVALID_BODY = Answer.failure(400, "Invalid request body");
  private static final Answer TOKEN_TOO_SHORT = Answer.failure(400, "Token too short");
  private static final Answer EXISTS = Answer.failure(409, "Instance already exists");
  private static final Answer TOKEN_TAKEN = Answer.failure(409, "Token already in use");
  private static final Answer OVER_QUOTA = Answer.failure(403, "Account instance quota exceeded");

  private final Instances instances;

  CreateController(Instances instances) {
    this.instances = instances;
  }

  @PostMapping("/api/instance/new")
  @FailsWith("Failed to create instance")
  Answer create(AccountCaller caller, JsonBody body) {
    Optional<String> name = body.text("name").filter(InstanceName::isValid);
    Optional<String> token = body.text("token");
    if (name.isEmpty()) {
      return INVALID_NAME;
    }
    if (token.filter(Token::isTooShort).isPresent()) {
      return TOKEN_TOO_SHORT;
    }
    if (token.isPresent() && !Token.isValid(token.get())) {
      return INVALID_BODY;
    }
    InstanceName valid = new InstanceName(name.get());
    return switch (instances.create(caller.account(), valid, token.map(Token::new))) {
      case Creation.Created(var instance, var shown) ->
          Answer.created("Instance created").with("instance", json(instance, shown));
      case Creation.NameTaken() -> EXISTS;
      // Whose it is must not be told.
      case Creation.TokenTaken() -> TOKEN_TAKEN;
      case Creation.QuotaExceeded() -> OVER_QUOTA;
      // Its token lets nobody in any more: this request was just ahead of that.
      case Creation.AccountGone() -> Failures.INVALID_TOKEN;
    };
  }

  private static Map<String, Object> json(InstanceRecord instance, Token token) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("name", instance.name().value());
    json.put("token", token.value());
    json.put("status", instance.status().wireName());
    return json;
  }
}
