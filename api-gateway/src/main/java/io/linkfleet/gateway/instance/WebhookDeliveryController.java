package io.linkfleet.gateway.instance;

import io.linkfleet.contract.InstanceId;
import io.linkfleet.contract.InstanceName;
import io.linkfleet.contract.WebhookTest;
import io.linkfleet.gateway.http.Answer;
import io.linkfleet.gateway.http.Exchange;
import io.linkfleet.gateway.http.FailsWith;
import io.linkfleet.registry.Attempt;
import io.linkfleet.registry.Attempted;
import io.linkfleet.registry.Caller;
import io.linkfleet.registry.WebhookFinding;
import io.linkfleet.registry.Webhooks;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;

/// Whether deliveries get where they are to go: what came of the last ones, and a test.
@Controller
final class WebhookDeliveryController {
  private static final String PATH = "/api/instance/webhook/{instance}";

  private final InstanceDirectory directory;
  private final Webhooks webhooks;
  private final InstantSource clock;
  private final SecureRandom random = new SecureRandom();

  WebhookDeliveryController(InstanceDirectory directory, Webhooks webhooks, InstantSource clock) {
    this.directory = directory;
    this.webhooks = webhooks;
    this.clock = clock;
  }

  @PostMapping(PATH + "/test")
  @FailsWith("Failed to test webhook")
  Answer test(Caller caller, @PathVariable("instance") String name, Exchange exchange) {
    InstanceId instance = directory.find(caller, name, exchange);
    return missing(instance)
        .orElseGet(
            () -> {
              String id = WebhookTest.newId(instance, random);
              webhooks.queueTest(
                  new WebhookTest(
                      id, caller.account(), instance, new InstanceName(name), clock.instant()));
              return Answer.ok("Test delivery queued").with("delivery", Map.of("id", id));
            });
  }

  @GetMapping(PATH + "/deliveries")
  @FailsWith("Failed to list deliveries")
  Answer deliveries(Caller caller, @PathVariable("instance") String name, Exchange exchange) {
    InstanceId instance = directory.find(caller, name, exchange);
    return missing(instance).orElseGet(() -> answer(webhooks.attempted(instance)));
  }

  private Optional<Answer> missing(InstanceId instance) {
    return switch (webhooks.find(instance)) {
      case WebhookFinding.Found _ -> Optional.empty();
      case WebhookFinding.NoWebhook() -> Optional.of(WebhookController.NO_WEBHOOK);
      case WebhookFinding.NoInstance() -> throw directory.unknown();
    };
  }

  private static Answer answer(List<Attempted> found) {
    String message = found.size() == 1 ? "1 Delivery found" : found.size() + " Deliveries found";
    return Answer.ok(message)
        .with("deliveries", found.stream().map(WebhookDeliveryController::json).toList());
  }

  private static Map<String, Object> json(Attempted attempted) {
    Attempt last = attempted.last();
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("id", last.id());
    json.put("type", last.type());
    json.put("at", last.at().toString());
    json.put("attempts", attempted.attempts());
    json.put("outcome", last.result().wireName());
    json.put("status", last.status().isPresent() ? last.status().getAsInt() : null);
    json.put("error", last.error().orElse(null));
    json.put("durationMs", last.took().toMillis());
    return json;
  }
}
