package io.linkfleet.registry;

import io.linkfleet.contract.EventCodec;
import io.linkfleet.contract.InstanceEvent;
import io.linkfleet.contract.InstanceId;
import io.linkfleet.contract.Partitions;
import io.linkfleet.contract.WebhookTest;
import io.linkfleet.contract.WebhookUrl;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// The webhooks of instances, one each, as the gateway sees them. A webhook goes with its instance,
/// after the last event of it is delivered.
public final class Webhooks {
  private static final Script SAVE = Script.behind("webhook", "save_webhook");
  private static final Script FIND = Script.behind("webhook", "find_webhook");
  private static final Script DROP = Script.behind("webhook", "drop_webhook");

  private static final int MOST_TESTS = 10_000;

  private final Redis redis;
  private final Partitions partitions;
  private final WebhookSeal seal;

  Webhooks(Redis redis, Partitions partitions, WebhookSeal seal) {
    this.redis = redis;
    this.partitions = partitions;
    this.seal = seal;
  }

  /// In place of an earlier one; what that one has not taken yet goes to this one. False when there
  /// is no such instance.
  public boolean save(InstanceId instance, Webhook webhook) {
    String events =
        webhook.events().stream()
            .map(InstanceEvent.Kind::wireName)
            .collect(Collectors.joining(","));
    Args args =
        Args.of(instance.value(), webhook.url().value(), events)
            .and(webhook.authorization().isPresent() ? "1" : "0")
            .and(seal.seal(instance, webhook));
    return redis.text(SAVE, Keys.webhookKeys(partitions, instance), args).equals("DONE");
  }

  public WebhookFinding find(InstanceId instance) {
    Args args = Args.of(instance.value());
    var answer = redis.list(FIND, Keys.webhookKeys(partitions, instance), args);
    Fields fields = Fields.ofPairs(answer.get(1));
    if (Answers.number(answer, 0) == 0) {
      return new WebhookFinding.NoInstance();
    }
    if (fields.isEmpty()) {
      return new WebhookFinding.NoWebhook();
    }
    return new WebhookFinding.Found(
        new WebhookUrl(fields.text("url")), events(fields), fields.text("authorized").equals("1"));
  }

  /// Ends it, and what it has not taken yet with it.
  public WebhookDeletion delete(InstanceId instance) {
    Args args = Args.of(instance.value());
    return WebhookDeletion.valueOf(redis.text(DROP, Keys.webhookKeys(partitions, instance), args));
  }

  /// Leaves the test for whichever worker comes next; while none comes, the newest ten thousand.
  public void queueTest(WebhookTest test) {
    long queued =
        redis.call(commands -> commands.rpush(Keys.WEBHOOK_TESTS, EventCodec.encode(test)));
    if (queued > MOST_TESTS) {
      var _ = redis.call(commands -> commands.ltrim(Keys.WEBHOOK_TESTS, -MOST_TESTS, -1));
    }
  }

  /// What was to be delivered last and came to an attempt, the newest first; twenty at most.
  public List<Attempted> attempted(InstanceId instance) {
    return redis
        .call(commands -> commands.lrange(Keys.attempted(partitions, instance), 0, -1))
        .stream()
        .map(stored -> Attempted.ofStored(Fields.utf8(stored)))
        .toList();
  }

  static Set<InstanceEvent.Kind> events(Fields fields) {
    return Arrays.stream(fields.text("events").split(","))
        .map(InstanceEvent.Kind::ofWireName)
        .collect(Collectors.toSet());
  }
}
