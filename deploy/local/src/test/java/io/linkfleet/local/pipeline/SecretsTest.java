package io.linkfleet.local.pipeline;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import io.linkfleet.contract.Partitions;
import io.linkfleet.contract.SharedKeys;
import io.linkfleet.contract.SharedSeal;
import io.linkfleet.registry.RedisUrl;
import io.linkfleet.registry.Registry;
import io.linkfleet.registry.RegistryOptions;
import io.linkfleet.registry.RegistryUnavailable;
import io.linkfleet.registry.Replication;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/// A whole life of instances in a fleet whose broker and Redis are reached by TLS and password
/// only; and then: which secret of it can be found anywhere?
class SecretsTest {
  @TempDir static Path directory;

  private static final Logger KAFKA =
      (Logger) LoggerFactory.getLogger("org.apache.kafka.common.config");
  private static final Logger ROOT =
      (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
  private static final Lines LINES = new Lines();
  private static LockedDownFleet fleet;

  /// Everything that is logged, but for what the simulated WhatsApp says.
  private static final class Lines extends AppenderBase<ILoggingEvent> {
    private final ConcurrentLinkedQueue<String> all = new ConcurrentLinkedQueue<>();

    @Override
    protected void append(ILoggingEvent event) {
      if (!event.getLoggerName().startsWith("io.linkfleet.simulator")) {
        all.add(event.getFormattedMessage());
        all.add(event.getMDCPropertyMap().toString());
        if (event.getThrowableProxy() != null) {
          all.add(ThrowableProxyUtil.asString(event.getThrowableProxy()));
        }
      }
    }
  }

  @BeforeAll
  static void aFleet() {
    // Or the programs would set the log up again, and forget who listens.
    System.setProperty("org.springframework.boot.logging.LoggingSystem", "none");
    LINES.setContext(ROOT.getLoggerContext());
    LINES.start();
    ROOT.addAppender(LINES);
    KAFKA.setLevel(Level.INFO);
    KAFKA.setAdditive(false);
    KAFKA.addAppender(LINES);
    fleet = new LockedDownFleet(directory);
  }

  @AfterAll
  static void noFleet() {
    KAFKA.setLevel(null);
    KAFKA.setAdditive(true);
    KAFKA.detachAppender(LINES);
    ROOT.detachAppender(LINES);
    fleet.close();
  }

  @Test
  void noneIsInLogsMetricsTopicsOrRedis() throws IOException {
    Map<String, String> secrets = live();
    String said = String.join("\n", LINES.all);
    String metrics = fleet.metrics();
    String stored = fleet.stored();
    assertThat(said).contains("instance=", "sasl.jaas.config");
    assertThat(metrics).contains("http_server_requests");
    assertThat(stored).contains("instance.logged_out", "connectByCode", "secrets-by-qr");
    secrets.forEach(
        (what, secret) -> {
          assertThat(said.contains(secret)).as(what + " in the logs").isFalse();
          assertThat(metrics.contains(secret)).as(what + " in the metrics").isFalse();
          assertThat(stored.contains(secret)).as(what + " on disk").isFalse();
        });
  }

  /// Returns every secret there was.
  private static Map<String, String> live() {
    Map<String, String> secrets = new LinkedHashMap<>();
    String operator = fleet.settings.secrets().operatorToken();
    Response account =
        fleet
            .http()
            .post("/admin/accounts", Map.of("name", "t"), "Authorization", "Bearer " + operator);
    Tenant tenant =
        new Tenant(
            fleet.http(), fleet.simulation(), account.json().at("/account/token").asString());
    secrets.put("operator token", operator);
    secrets.put("account token", tenant.token());
    put(secrets, "credential key", fleet.settings.secrets().sealingKey());
    put(secrets, "shared key", fleet.settings.secrets().sharedKey());
    secrets.put("password of Redis", LockedDownFleet.REDIS_PASSWORD);
    secrets.put("password of Kafka", LockedDownFleet.KAFKA_PASSWORD);
    linkByQr(tenant, secrets);
    linkByNumber(tenant, secrets);
    return secrets;
  }

  /// As text and as bytes.
  private static void put(Map<String, String> secrets, String what, String base64) {
    secrets.put(what, base64);
    secrets.put(what + ", raw", new String(Base64.getDecoder().decode(base64), ISO_8859_1));
  }

  private static void linkByQr(Tenant tenant, Map<String, String> secrets) {
    var instance = tenant.create("secrets-by-qr");
    secrets.put("instance token", instance.token());
    Response webhook =
        fleet
            .http()
            .post(
                "/api/instance/webhook/secrets-by-qr",
                Map.of("url", "https://127.0.0.1:1/", "authorization", "Bearer cutlass"),
                "token",
                tenant.token());
    secrets.put("webhook secret", webhook.json().at("/webhook/secret").asString());
    secrets.put("webhook authorization", "cutlass");
    String qr = instance.qrCode();
    String[] parts = qr.substring(qr.indexOf('#') + 1).split(",", -1);
    put(secrets, "pairing secret of the QR code", parts[3]);
    Simulation.Phone phone = fleet.simulation().newPhone();
    secrets.put("number that scans", phone.number());
    phone.scan(qr);
    instance.awaitStatus("connected");
    JsonNode jid = instance.listed().at("/connection/numberJid");
    assertThat(jid.asString()).startsWith(phone.number());
    instance.logout().isLoggedOut();
    assertThat(phone.devices()).isEmpty();
  }

  private static void linkByNumber(Tenant tenant, Map<String, String> secrets) {
    var instance = tenant.create("secrets-by-number");
    Simulation.Phone phone = fleet.simulation().newPhone();
    secrets.put("number that types", phone.number());
    Response shown = Call.CONNECT_WITH_NUMBER.make(tenant, instance, phone.number());
    String code = shown.json().path("pairingCode").asString();
    secrets.put("pairing code", code.replace("-", ""));
    fleet
        .simulation()
        .http()
        .post("/phones/" + phone.number() + "/enter-code", Map.of("code", code));
    instance.awaitStatus("connected");
    phone.unlinkFirstDevice();
    instance.awaitStatus("loggedout");
  }

  @Test
  void aServerThatNobodyVouchesForIsNotTalkedTo() {
    try (Registry registry = registry(fleet.redisUrl(), Optional.empty())) {
      assertThatThrownBy(registry::ping)
          .isInstanceOf(RegistryUnavailable.class)
          .hasMessageNotContaining(LockedDownFleet.REDIS_PASSWORD);
    }
  }

  @Test
  void aWrongPasswordIsNotLetIn() {
    String url = fleet.redisUrl().replace(LockedDownFleet.REDIS_PASSWORD, "guessed");
    Optional<Path> trusted = Optional.of(fleet.certificate.certificatePem());
    try (Registry registry = registry(url, trusted)) {
      assertThatThrownBy(registry::ping).isInstanceOf(RegistryUnavailable.class);
    }
    try (Registry registry = registry(fleet.redisUrl(), trusted)) {
      await().until(() -> answers(registry));
    }
  }

  private static boolean answers(Registry registry) {
    try {
      registry.ping();
      return true;
    } catch (RegistryUnavailable away) {
      return false;
    }
  }

  private static Registry registry(String url, Optional<Path> trusted) {
    String key = Base64.getEncoder().encodeToString("k".repeat(32).getBytes(UTF_8));
    return Registry.open(
        new RegistryOptions(
            new RedisUrl(url, trusted),
            new Partitions(4),
            Duration.ofSeconds(2),
            Replication.NONE,
            new SharedSeal(new SharedKeys("k", Map.of("k", key)), new SecureRandom())));
  }
}
