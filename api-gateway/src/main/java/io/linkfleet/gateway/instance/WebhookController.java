package io.linkfleet.gateway.instance;

import io.linkfleet.contract.InstanceEvent;
import io.linkfleet.contract.InstanceId;
import io.linkfleet.contract.WebhookUrl;
import io.linkfleet.gateway.http.Answer;
import io.linkfleet.gateway.http.Exchange;
import io.linkfleet.gateway.http.FailsWith;
import io.linkfleet.gateway.http.JsonBody;
import io.linkfleet.gateway.http.Refused;
import io.linkfleet.registry.Caller;
import io.linkfleet.registry.Webhook;
import io.linkfleet.registry.WebhookFinding;
import io.linkfleet.registry.WebhookSecret;
import io.linkfleet.registry.Webhooks;
import java.security.SecureRandom;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;

/// Where an instance's events are to be delivered: a matter of the registry alone, workers look it
/// up.
@Controller
final class WebhookController {
  private static final String PATH = "/api/instance/webhook/{instance}";
  private static final Answer INVALID_URL = Answer.failure(400, "Invalid webhook URL");
  private static final Answer INVALID_EVENTS = Answer.failure(400, "Invalid events");
  private static final Answer INVALID_BODY = Answer.failure(400, "Invalid request body");
  static final Answer NO_WEBHOOK = Answer.failure(404, "Webhook not found");

  private final InstanceDirectory directory;
  private final Webhooks webhooks;
  private final WebhookSettings settings;
  private final SecureRandom random = new SecureRandom();

  WebhookController(InstanceDirectory directory, Webhooks webhooks, WebhookSettings settings) {
    this.directory = directory;
    this.webhooks = webhooks;
    this.settings = settings;
  }

  @PostMapping(PATH)
  @FailsWith("Failed to save webhook")
  Answer save(
      Caller caller, @PathVariable("instance") String name, JsonBody body, Exchange exchange) {
    InstanceId instance = directory.find(caller, name, exchange);
    Webhook webhook =
        new Webhook(url(body), events(body), WebhookSecret.random(random), authorization(body));
    if (!webhooks.save(instance, webhook)) {
      throw directory.unknown();
    }
    Map<String, Object> json = json(webhook.url(), webhook.events());
    json.put("secret", webhook.secret().value());
    return Answer.ok("Webhook saved").with("webhook", json);
  }

  @GetMapping(PATH)
  @FailsWith("Failed to find webhook")
  Answer find(Caller caller, @PathVariable("instance") String name, Exchange exchange) {
    return switch (webhooks.find(directory.find(caller, name, exchange))) {
      case WebhookFinding.Found(var url, var events, boolean authorized) -> {
        Map<String, Object> json = json(url, events);
        json.put("authorization", authorized);
        yield Answer.ok("Webhook found").with("webhook", json);
      }
      case WebhookFinding.NoWebhook() -> NO_WEBHOOK;
      case WebhookFinding.NoInstance() -> throw directory.unknown();
    };
  }

  @DeleteMapping(PATH)
  @FailsWith("Failed to delete webhook")
  Answer delete(Caller caller, @PathVariable("instance") String name, Exchange exchange) {
    return switch (webhooks.delete(directory.find(caller, name, exchange))) {
      case DONE -> Answer.ok("Webhook deleted");
      case NO_WEBHOOK -> NO_WEBHOOK;
      case NO_INSTANCE -> throw directory.unknown();
    };
  }

  private WebhookUrl url(JsonBody body) {
    WebhookUrl url =
        body.text("url")
            .filter(WebhookUrl::isValid)
            .map(WebhookUrl::new)
            .orElseThrow(() -> new Refused(INVALID_URL, "no URL for a webhook"));
    if (url.leadsInside() && !settings.allowPrivateAddresses()) {
      throw new Refused(INVALID_URL, "a private address");
    }
    return url;
  }

  private static Set<InstanceEvent.Kind> events(JsonBody body) {
    Optional<List<String>> names = body.texts("events");
    if (names.isEmpty()) {
      return EnumSet.allOf(InstanceEvent.Kind.class);
    }
    Set<InstanceEvent.Kind> events = EnumSet.noneOf(InstanceEvent.Kind.class);
    try {
      names.get().forEach(event -> events.add(InstanceEvent.Kind.ofWireName(event)));
    } catch (IllegalArgumentException e) {
      throw new Refused(INVALID_EVENTS, "an event that is none of ours");
    }
    if (events.isEmpty()) {
      throw new Refused(INVALID_EVENTS, "no events");
    }
    return events;
  }

  private static Optional<String> authorization(JsonBody body) {
    Optional<String> value = body.text("authorization").filter(text -> !text.isBlank());
    if (value.isPresent() && !Webhook.isAuthorization(value.get())) {
      throw new Refused(INVALID_BODY, "an authorization that is no value of a header");
    }
    return value;
  }

  private static Map<String, Object> json(WebhookUrl url, Set<InstanceEvent.Kind> events) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("url", url.value());
    json.put("events", events.stream().sorted().map(InstanceEvent.Kind::wireName).toList());
    return json;
  }
}
