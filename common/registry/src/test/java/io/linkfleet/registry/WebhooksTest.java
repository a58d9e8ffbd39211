package io.linkfleet.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkfleet.contract.AccountId;
import io.linkfleet.contract.InstanceEvent;
import io.linkfleet.contract.InstanceEvent.Kind;
import io.linkfleet.contract.InstanceId;
import io.linkfleet.contract.InstanceName;
import io.linkfleet.contract.InstanceStatus;
import io.linkfleet.contract.SharedKeys;
import io.linkfleet.contract.Standing;
import io.linkfleet.contract.StateReason;
import io.linkfleet.contract.WebhookTest;
import io.linkfleet.contract.WebhookUrl;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class WebhooksTest {
  @RegisterExtension static final RealRedis REDIS = new RealRedis();

  private static final Instant NOW = Instant.ofEpochMilli(5_000);
  private static final String KEY = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";
  private static final String OTHER_KEY = "/wECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";
  private static final int PARTITION = 7;
  private static final Webhook WEBHOOK =
      new Webhook(
          new WebhookUrl("https://a.example/in"),
          EnumSet.allOf(Kind.class),
          WebhookSecret.random(new Random(1)),
          Optional.of("Bearer swordfish"));

  private final Webhooks webhooks = REDIS.registry().webhooks();
  private final Deliveries deliveries = REDIS.registry().deliveries();
  private AccountId account;
  private InstanceId instance;
  private Fence fence;

  @BeforeEach
  void anInstanceAndItsOwner() {
    Random random = new Random(3);
    InstantSource clock = InstantSource.fixed(NOW);
    account =
        REDIS
            .registry()
            .accounts(clock, random)
            .create("acme", 10, OptionalInt.empty())
            .account()
            .id();
    Creation created =
        REDIS
            .registry()
            .instances(clock, random)
            .create(account, new InstanceName("support"), Optional.empty());
    instance = ((Creation.Created) created).instance().id();
    fence = REDIS.registry().ownerships().take(RealRedis.PARTITIONS.of(instance), "worker-1");
  }

  private InstanceEvent event(long sequence) {
    return event(sequence, Kind.STATE);
  }

  private InstanceEvent event(long sequence, Kind kind) {
    return new InstanceEvent(
        instance,
        sequence,
        account,
        new InstanceName("support"),
        kind,
        Standing.of(InstanceStatus.CONNECTED, StateReason.LOGIN),
        NOW);
  }

  private boolean queue(InstanceEvent event) {
    return !deliveries.queue(List.of(new Deliveries.Arrival(event, PARTITION)), NOW).isEmpty();
  }

  private Optional<InstanceEvent> next() {
    return deliveries.next(instance).map(Delivery::event);
  }

  @Test
  void whatIsSavedIsFoundWithoutItsSecrets() {
    assertThat(webhooks.find(instance)).isEqualTo(new WebhookFinding.NoWebhook());
    assertThat(webhooks.save(instance, WEBHOOK)).isTrue();
    assertThat(webhooks.find(instance))
        .isEqualTo(new WebhookFinding.Found(WEBHOOK.url(), WEBHOOK.events(), true));
    assertThat(webhooks.delete(instance)).isEqualTo(WebhookDeletion.DONE);
    assertThat(webhooks.delete(instance)).isEqualTo(WebhookDeletion.NO_WEBHOOK);
    assertThat(webhooks.find(instance)).isEqualTo(new WebhookFinding.NoWebhook());
  }

  @Test
  void thereIsNoneWithoutAnInstance() {
    InstanceId nobody = InstanceId.random(new Random(9));
    assertThat(webhooks.save(nobody, WEBHOOK)).isFalse();
    assertThat(webhooks.find(nobody)).isEqualTo(new WebhookFinding.NoInstance());
    assertThat(webhooks.delete(nobody)).isEqualTo(WebhookDeletion.NO_INSTANCE);
    assertThat(REDIS.commands().exists(Keys.webhook(RealRedis.PARTITIONS, nobody))).isZero();
  }

  @Test
  void redisHoldsNeitherSecretNorAuthorization() {
    webhooks.save(instance, WEBHOOK);
    Map<String, String> stored =
        REDIS.commands().hgetall(Keys.webhook(RealRedis.PARTITIONS, instance));
    assertThat(stored.toString()).doesNotContain("swordfish", WEBHOOK.secret().value());
    assertThat(WEBHOOK.toString()).doesNotContain("swordfish", WEBHOOK.secret().value());
  }

  @Nested
  class Sealed {
    @BeforeEach
    void queued() {
      webhooks.save(instance, WEBHOOK);
      queue(event(1));
    }

    @Test
    void aDeliveryCarriesThemOpened() {
      assertThat(deliveries.next(instance))
          .contains(new Delivery(event(1), Optional.of(WEBHOOK), NOW, 1));
    }

    @Test
    void anOldKeyStillOpens() {
      SharedKeys rotated = new SharedKeys("b", Map.of("a", KEY, "b", OTHER_KEY));
      try (Registry registry = REDIS.registry(rotated)) {
        assertThat(registry.deliveries().next(instance).orElseThrow().webhook()).contains(WEBHOOK);
      }
    }

    @Test
    void anotherKeyDoesNot() {
      SharedKeys other = new SharedKeys("a", Map.of("a", OTHER_KEY));
      try (Registry registry = REDIS.registry(other)) {
        assertThat(registry.deliveries().next(instance).orElseThrow().webhook()).isEmpty();
      }
    }

    @Test
    void anotherUrlWrittenIntoRedisGetsNothing() {
      String key = Keys.webhook(RealRedis.PARTITIONS, instance);
      REDIS.commands().hset(key, "url", "https://evil.example/");
      assertThat(deliveries.next(instance).orElseThrow().webhook()).isEmpty();
    }
  }

  @Nested
  class Queueing {
    @Test
    void nothingIsQueuedWithoutAWebhook() {
      assertThat(queue(event(1))).isFalse();
      webhooks.save(instance, WEBHOOK);
      assertThat(next()).isEmpty();
      assertThat(queue(event(1))).isTrue();
    }

    @Test
    void onlyWhatTheWebhookWantsIsQueued() {
      webhooks.save(
          instance,
          new Webhook(WEBHOOK.url(), Set.of(Kind.LOGGED_OUT), WEBHOOK.secret(), Optional.empty()));
      assertThat(queue(event(1))).isFalse();
      assertThat(queue(event(2, Kind.LOGGED_OUT))).isTrue();
      assertThat(next()).contains(event(2, Kind.LOGGED_OUT));
    }

    @Test
    void anEventThatComesTwiceIsQueuedOnce() {
      webhooks.save(instance, WEBHOOK);
      queue(event(1));
      queue(event(1));
      deliveries.end(event(1));
      assertThat(next()).isEmpty();
      assertThat(queue(event(1))).isFalse();
      assertThat(next()).isEmpty();
    }

    @Test
    void evenAfterManyOthersAndAnotherSave() {
      webhooks.save(instance, WEBHOOK);
      for (int sequence = 1; sequence <= 250; sequence++) {
        queue(event(sequence));
        deliveries.end(event(sequence));
      }
      webhooks.save(instance, WEBHOOK);
      for (int sequence : List.of(1, 149, 150, 151, 250)) {
        assertThat(queue(event(sequence))).isFalse();
      }
      assertThat(queue(event(251))).isTrue();
    }

    @Test
    void whatComesLateIsStillDeliveredAndInOrderIfItCan() {
      webhooks.save(instance, WEBHOOK);
      queue(event(2));
      queue(event(1));
      assertThat(next()).contains(event(1));
      deliveries.end(event(1));
      assertThat(next()).contains(event(2));
    }

    @Test
    void whoReadsAPartitionOfTheTopicFindsWhatIsWaiting() {
      webhooks.save(instance, WEBHOOK);
      queue(event(1));
      assertThat(deliveries.waiting(Set.of(PARTITION, 9)))
          .containsExactly(Map.entry(instance, PARTITION));
      assertThat(deliveries.waiting(Set.of(9))).isEmpty();
      deliveries.end(event(1));
      assertThat(deliveries.waiting(Set.of(PARTITION))).isEmpty();
    }

    @Test
    void whatWasNotTakenGoesToTheWebhookThatReplacesIt() {
      webhooks.save(instance, WEBHOOK);
      queue(event(1));
      Webhook other =
          new Webhook(
              new WebhookUrl("https://b.example/"),
              Set.of(Kind.STATE),
              WebhookSecret.random(new Random(2)),
              Optional.empty());
      webhooks.save(instance, other);
      assertThat(deliveries.next(instance).orElseThrow().webhook()).contains(other);
    }

    @Test
    void deletingTheWebhookLeavesNothing() {
      webhooks.save(instance, WEBHOOK);
      queue(event(1));
      webhooks.delete(instance);
      assertThat(next()).isEmpty();
      assertNothingLeft();
    }
  }

  @Nested
  class OfADeletedInstance {
    private final DeviceRecords devices = REDIS.registry().devices();

    private void delete() {
      Standing deleted = Standing.of(InstanceStatus.DISCONNECTED, StateReason.DELETED);
      devices.delete(fence, instance, Optional.empty(), new Entry(deleted, NOW));
    }

    @Test
    void itGoesOnceItsLastEventIsDelivered() {
      webhooks.save(instance, WEBHOOK);
      delete();
      assertThat(webhooks.find(instance)).isEqualTo(new WebhookFinding.NoInstance());
      InstanceEvent last = REDIS.queued(fence, instance).getLast();
      assertThat(queue(last)).isTrue();
      assertThat(deliveries.next(instance))
          .contains(new Delivery(last, Optional.of(WEBHOOK), NOW, 1));
      deliveries.end(last);
      assertNothingLeft();
    }

    @Test
    void orAtOnceWhenItDoesNotWantThat() {
      webhooks.save(
          instance,
          new Webhook(WEBHOOK.url(), Set.of(Kind.LOGGED_OUT), WEBHOOK.secret(), Optional.empty()));
      delete();
      assertThat(queue(REDIS.queued(fence, instance).getLast())).isFalse();
      assertNothingLeft();
    }

    @Test
    void andInAWeekWhenNobodyDelivers() {
      webhooks.save(instance, WEBHOOK);
      delete();
      assertThat(REDIS.commands().ttl(Keys.webhook(RealRedis.PARTITIONS, instance)))
          .isBetween(6 * 86_400L, 7 * 86_400L);
    }
  }

  @Nested
  class Attempts {
    private Attempt attempt(String id, Attempt.Result result) {
      return new Attempt(
          id,
          "instance.state",
          NOW,
          result,
          OptionalInt.of(503),
          Optional.empty(),
          Duration.ofMillis(38));
    }

    @BeforeEach
    void aWebhook() {
      webhooks.save(instance, WEBHOOK);
    }

    @Test
    void ofOneThatIsTriedAgainTheLastIsRememberedAndHowManyThereWere() {
      Attempt first = attempt("a", Attempt.Result.RETRYING);
      deliveries.remember(instance, first);
      deliveries.remember(instance, attempt("ab", Attempt.Result.RETRYING));
      Attempt silent =
          new Attempt(
              "a",
              "instance.state",
              NOW,
              Attempt.Result.FAILED,
              OptionalInt.empty(),
              Optional.of("timeout"),
              Duration.ZERO);
      deliveries.remember(instance, silent);
      assertThat(webhooks.attempted(instance))
          .containsExactly(
              new Attempted(silent, 2), new Attempted(attempt("ab", Attempt.Result.RETRYING), 1));
    }

    @Test
    void theEndOfADeliveryIsOneAndTwentyAreKept() {
      for (int sequence = 1; sequence <= 25; sequence++) {
        queue(event(sequence));
        String id = event(sequence).id();
        deliveries.end(event(sequence), attempt(id, Attempt.Result.DELIVERED));
      }
      assertThat(next()).isEmpty();
      assertThat(webhooks.attempted(instance))
          .hasSize(20)
          .startsWith(new Attempted(attempt(event(25).id(), Attempt.Result.DELIVERED), 1));
    }

    @Test
    void aWebhookThatReplacesAnotherKeepsThemAndItsEndErasesThem() {
      deliveries.remember(instance, attempt("a", Attempt.Result.DELIVERED));
      webhooks.save(instance, WEBHOOK);
      assertThat(webhooks.attempted(instance)).hasSize(1);
      webhooks.delete(instance);
      assertThat(webhooks.attempted(instance)).isEmpty();
      deliveries.remember(instance, attempt("late", Attempt.Result.DELIVERED));
      assertNothingLeft();
    }

    @Test
    void theEndOfTheInstanceErasesThemAndNoneCome() {
      deliveries.remember(instance, attempt("a", Attempt.Result.DELIVERED));
      Standing deleted = Standing.of(InstanceStatus.DISCONNECTED, StateReason.DELETED);
      REDIS.registry().devices().delete(fence, instance, Optional.empty(), new Entry(deleted, NOW));
      assertThat(webhooks.attempted(instance)).isEmpty();
      InstanceEvent last = REDIS.queued(fence, instance).getLast();
      queue(last);
      deliveries.remember(instance, attempt(last.id(), Attempt.Result.RETRYING));
      assertThat(webhooks.attempted(instance)).isEmpty();
      deliveries.end(last, attempt(last.id(), Attempt.Result.DELIVERED));
      assertNothingLeft();
    }
  }

  @Nested
  class Tests {
    private WebhookTest newTest() {
      return new WebhookTest(
          WebhookTest.newId(instance, new Random()),
          account,
          instance,
          new InstanceName("support"),
          NOW);
    }

    @Test
    void areTakenOnceAndInTheirOrder() {
      webhooks.save(instance, WEBHOOK);
      List<WebhookTest> three = List.of(newTest(), newTest(), newTest());
      three.forEach(webhooks::queueTest);
      assertThat(deliveries.takeTests(2))
          .containsExactly(
              new TestDelivery(three.get(0), Optional.of(WEBHOOK)),
              new TestDelivery(three.get(1), Optional.of(WEBHOOK)));
      assertThat(deliveries.takeTests(2))
          .extracting(TestDelivery::test)
          .containsExactly(three.get(2));
      assertThat(deliveries.takeTests(2)).isEmpty();
    }

    @Test
    void areNoEventsAndStandInNoEventsWay() {
      webhooks.save(instance, WEBHOOK);
      webhooks.queueTest(newTest());
      assertThat(next()).isEmpty();
      assertThat(queue(event(1))).isTrue();
      assertThat(next()).contains(event(1));
      assertThat(deliveries.takeTests(10)).hasSize(1);
    }

    @Test
    void goWithTheirWebhook() {
      webhooks.save(instance, WEBHOOK);
      webhooks.queueTest(newTest());
      webhooks.delete(instance);
      assertThat(deliveries.takeTests(10)).isEmpty();
    }

    @Test
    void ofALaterVersionAreLeftOut() {
      webhooks.save(instance, WEBHOOK);
      REDIS.commands().rpush(Keys.WEBHOOK_TESTS, "{\"v\":2}");
      webhooks.queueTest(newTest());
      assertThat(deliveries.takeTests(10)).hasSize(1);
    }
  }

  private void assertNothingLeft() {
    List<String> keys = new ArrayList<>(Keys.webhookKeys(RealRedis.PARTITIONS, instance));
    keys.remove(Keys.instance(RealRedis.PARTITIONS, instance));
    assertThat(REDIS.commands().exists(keys.toArray(String[]::new))).isZero();
  }
}
