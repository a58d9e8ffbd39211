package io.linkfleet.local.consumption;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.linkfleet.contract.AccountId;
import io.linkfleet.contract.Command;
import io.linkfleet.contract.CommandId;
import io.linkfleet.contract.EventCodec;
import io.linkfleet.contract.InstanceEvent;
import io.linkfleet.contract.InstanceId;
import io.linkfleet.contract.InstanceName;
import io.linkfleet.contract.InstanceStatus;
import io.linkfleet.contract.Reply;
import io.linkfleet.contract.Standing;
import io.linkfleet.contract.StateReason;
import io.linkfleet.contract.Topics;
import io.linkfleet.registry.Webhook;
import io.linkfleet.registry.WebhookFinding;
import io.linkfleet.registry.WebhookSecret;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.LongStream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Webhooks from a worker with a real broker and a real Redis to a real receiver.
class WebhookTest {
  private static final Duration LONG = Duration.ofSeconds(30);
  @TempDir static Path directory;
  static WorkerAlone fleet;

  private Receiver receiver;

  @BeforeAll
  static void start() {
    fleet = new WorkerAlone(directory);
  }

  @AfterAll
  static void stop() {
    fleet.close();
  }

  @BeforeEach
  void receiver() throws IOException {
    receiver = new Receiver();
  }

  @AfterEach
  void stopWorker() {
    fleet.stopWorker();
    receiver.close();
  }

  private static void startWorker(String... own) {
    Map<String, String> settings = new HashMap<>();
    settings.put("linkfleet.webhooks.allow-private-addresses", "true");
    settings.put("linkfleet.webhooks.retry-unit", "20ms");
    settings.put("linkfleet.webhooks.retry-cap", "200ms");
    for (int i = 0; i < own.length; i += 2) {
      settings.put("linkfleet.webhooks." + own[i], own[i + 1]);
    }
    fleet.startWorker(settings);
  }

  private InstanceId instance() {
    InstanceId instance = fleet.instance();
    Webhook webhook =
        new Webhook(
            receiver.url(),
            EnumSet.allOf(InstanceEvent.Kind.class),
            WebhookSecret.random(new SecureRandom()),
            Optional.empty());
    assertThat(fleet.registry.webhooks().save(instance, webhook)).isTrue();
    return instance;
  }

  /// As if a worker had told that many events of the instance.
  private static void publish(InstanceId instance, long first, long last) {
    Map<String, Object> kafka = Map.of("bootstrap.servers", fleet.bootstrapServers());
    byte[] key = instance.value().getBytes(StandardCharsets.US_ASCII);
    try (var producer =
        new KafkaProducer<>(kafka, new ByteArraySerializer(), new ByteArraySerializer())) {
      for (long sequence = first; sequence <= last; sequence++) {
        byte[] value = EventCodec.encode(event(instance, sequence));
        var _ = producer.send(new ProducerRecord<>(Topics.EVENTS, key, value));
      }
    }
  }

  private static InstanceEvent event(InstanceId instance, long sequence) {
    return new InstanceEvent(
        instance,
        sequence,
        new AccountId("00112233445566778899aabbccddeeff"),
        new InstanceName("support"),
        InstanceEvent.Kind.STATE,
        Standing.of(InstanceStatus.CONNECTED, StateReason.LOGIN),
        Instant.ofEpochMilli(1_000 * sequence));
  }

  private static List<ConsumerRecord<byte[], byte[]>> deadLetters(int count) {
    Map<String, Object> kafka = Map.of("bootstrap.servers", fleet.bootstrapServers());
    List<ConsumerRecord<byte[], byte[]>> found = new ArrayList<>();
    try (var consumer =
        new KafkaConsumer<>(kafka, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      var only = List.of(new TopicPartition(Topics.DEAD_WEBHOOKS, 0));
      consumer.assign(only);
      consumer.seekToBeginning(only);
      await()
          .atMost(LONG)
          .until(
              () -> {
                consumer.poll(Duration.ofMillis(100)).forEach(found::add);
                return found.size() >= count;
              });
    }
    return found;
  }

  private static List<Long> sequences(List<InstanceEvent> events) {
    return events.stream().map(InstanceEvent::sequence).toList();
  }

  private static List<Long> upTo(int last) {
    return LongStream.rangeClosed(1, last).boxed().toList();
  }

  private void awaitLogout() {
    await()
        .atMost(LONG)
        .until(
            () ->
                receiver.taken().stream()
                    .anyMatch(event -> event.kind() == InstanceEvent.Kind.LOGGED_OUT));
  }

  @Test
  void aTenantIsToldEverythingFromTheFirstConnectToTheLogout() {
    startWorker();
    InstanceId instance = instance();
    fleet.link(instance, "5511999990201");
    CommandId logout = fleet.send(instance, new Command.Logout(), LONG);
    assertThat(fleet.replyTo(logout)).isEqualTo(new Reply.LoggedOut());
    awaitLogout();
    List<InstanceEvent> told = receiver.taken();
    assertThat(sequences(told)).isEqualTo(upTo(told.size()));
    assertThat(told)
        .extracting(event -> event.standing().status())
        .containsSubsequence(
            InstanceStatus.CONNECTING, InstanceStatus.CONNECTED, InstanceStatus.LOGGED_OUT);
  }

  @Test
  void ofADeletedInstanceTheLogoutIsStillTold() {
    startWorker();
    InstanceId instance = instance();
    fleet.link(instance, "5511999990202");
    fleet.replyTo(fleet.send(instance, new Command.Delete(), LONG));
    awaitLogout();
    assertThat(fleet.registry.webhooks().find(instance)).isEqualTo(new WebhookFinding.NoInstance());
  }

  @Test
  void whatNoReceiverTakesInTimeIsADeadLetterAndTheNextIsTried() {
    startWorker("retry-for", "4s");
    receiver.answers(event -> event.sequence() == 1 ? 500 : 200);
    InstanceId instance = instance();
    publish(instance, 1, 2);
    await().atMost(LONG).until(() -> !receiver.taken().isEmpty());
    assertThat(sequences(receiver.taken())).containsExactly(2L);
    assertThat(receiver.offered().stream().filter(event -> event.sequence() == 1).count())
        .isGreaterThan(1);
    assertThat(deadLetters(1))
        .anySatisfy(
            letter -> {
              assertThat(EventCodec.decode(letter.value())).isEqualTo(event(instance, 1));
              assertThat(letter.headers().lastHeader("reason").value())
                  .asString(StandardCharsets.UTF_8)
                  .isEqualTo("status 500");
            });
  }

  @Test
  void whatWasQueuedAndWhatCameMeanwhileIsDeliveredInOrderAfterARestart() {
    startWorker();
    receiver.answers(event -> 503);
    InstanceId instance = instance();
    publish(instance, 1, 3);
    await().atMost(LONG).until(() -> receiver.offered().size() > 1);
    fleet.stopWorker();
    publish(instance, 4, 5);
    receiver.answers(event -> 200);

    startWorker();

    await().atMost(LONG).until(() -> receiver.taken().size() >= 5);
    assertThat(sequences(receiver.taken())).isEqualTo(upTo(5));
  }

  @Test
  void aTestThatATenantAsksForIsSignedAndIsListed() throws Exception {
    startWorker();
    InstanceId instance = fleet.instance();
    WebhookSecret secret = WebhookSecret.random(new SecureRandom());
    Webhook webhook =
        new Webhook(
            receiver.url(), Set.of(InstanceEvent.Kind.LOGGED_OUT), secret, Optional.empty());
    fleet.registry.webhooks().save(instance, webhook);
    try (Door gateway = fleet.startGateway()) {
      String path = "/api/instance/webhook/" + fleet.nameOf(instance);
      String id = call(gateway, "POST", path + "/test").at("/delivery/id").stringValue();
      await().atMost(LONG).until(() -> !receiver.tests().isEmpty());
      Receiver.Test test = receiver.tests().getFirst();
      assertThat(test.headers().getFirst("X-Linkfleet-Event-Id")).isEqualTo(id);
      assertThat(test.headers().getFirst("X-Linkfleet-Signature"))
          .isEqualTo(
              "sha256="
                  + hmac(
                      secret,
                      test.headers().getFirst("X-Linkfleet-Timestamp") + "." + test.body()));
      await()
          .atMost(LONG)
          .until(() -> !call(gateway, "GET", path + "/deliveries").at("/deliveries").isEmpty());
      JsonNode listed = call(gateway, "GET", path + "/deliveries").at("/deliveries/0");
      assertThat(listed.path("id").stringValue()).isEqualTo(id);
      assertThat(listed.path("type").stringValue()).isEqualTo("webhook.test");
      assertThat(listed.path("outcome").stringValue()).isEqualTo("delivered");
      assertThat(listed.path("status").intValue()).isEqualTo(202);
    }
  }

  private static JsonNode call(Door gateway, String method, String path) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + gateway.port() + path))
            .method(method, BodyPublishers.noBody())
            .header("token", fleet.accountToken)
            .build();
    try (HttpClient client = HttpClient.newHttpClient()) {
      return JsonMapper.builder()
          .build()
          .readTree(client.send(request, BodyHandlers.ofString()).body());
    }
  }

  /// As a receiver would.
  private static String hmac(WebhookSecret secret, String signed) throws Exception {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(secret.value().getBytes(StandardCharsets.US_ASCII), "HmacSHA256"));
    return HexFormat.of().formatHex(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void aPrivateAddressIsNotConnectedToUnlessTheOperatorAllowsIt() {
    startWorker("allow-private-addresses", "false", "retry-for", "0s");
    InstanceId instance = instance();
    publish(instance, 1, 1);
    await()
        .atMost(LONG)
        .untilAsserted(
            () ->
                assertThat(deadLetters(1))
                    .anySatisfy(
                        letter ->
                            assertThat(EventCodec.decode(letter.value()))
                                .isEqualTo(event(instance, 1))));
    assertThat(receiver.offered()).isEmpty();
  }
}
