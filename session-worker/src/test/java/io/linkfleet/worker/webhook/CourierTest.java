package io.linkfleet.worker.webhook;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.linkfleet.contract.AccountId;
import io.linkfleet.contract.EventCodec;
import io.linkfleet.contract.InstanceEvent;
import io.linkfleet.contract.InstanceId;
import io.linkfleet.contract.InstanceName;
import io.linkfleet.contract.InstanceStatus;
import io.linkfleet.contract.Standing;
import io.linkfleet.contract.StateReason;
import io.linkfleet.contract.WebhookUrl;
import io.linkfleet.registry.Delivery;
import io.linkfleet.registry.Webhook;
import io.linkfleet.registry.WebhookSecret;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CourierTest {
  static final Instant NOW = Instant.ofEpochSecond(1_795_000_000);
  static final InstanceEvent EVENT =
      new InstanceEvent(
          new InstanceId("0f0e0d0c0b0a09080706050403020100"),
          7,
          new AccountId("00112233445566778899aabbccddeeff"),
          new InstanceName("support"),
          InstanceEvent.Kind.STATE,
          Standing.of(InstanceStatus.CONNECTED, StateReason.LOGIN),
          NOW);
  private static final WebhookSecret SECRET = WebhookSecret.random(new Random(1));

  private Receiver receiver;

  @BeforeEach
  void receiver() throws IOException {
    receiver = new Receiver();
  }

  @AfterEach
  void noReceiver() {
    receiver.close();
  }

  static WebhookSettings settings(boolean allowPrivateAddresses) {
    return new WebhookSettings(
        allowPrivateAddresses,
        Duration.ofSeconds(2),
        Duration.ofHours(24),
        Duration.ofMillis(20),
        Duration.ofMillis(100),
        100,
        1_000);
  }

  static Outcome deliver(boolean allowPrivate, WebhookUrl url, String... addresses)
      throws InterruptedException {
    Names names = host -> Arrays.stream(addresses).map(InetAddress::ofLiteral).toList();
    InstantSource clock = InstantSource.fixed(NOW);
    try (Courier courier = new Courier(settings(allowPrivate), clock, loops -> names)) {
      return courier.deliver(delivery(url));
    }
  }

  private static Delivery delivery(WebhookUrl url) {
    Webhook webhook =
        new Webhook(url, Set.of(InstanceEvent.Kind.STATE), SECRET, Optional.of("Bearer cutlass"));
    return new Delivery(EVENT, Optional.of(webhook), NOW, 1);
  }

  static Outcome.Trouble trouble(Outcome outcome) {
    return ((Outcome.Unanswered) outcome).trouble();
  }

  private Outcome deliver() throws InterruptedException {
    return deliver(true, receiver.url(), "127.0.0.1");
  }

  @Test
  void whatIsDeliveredIsTheEventAndProvesWhereItComesFrom() throws Exception {
    assertThat(deliver()).isEqualTo(new Outcome.Delivered(204));
    Receiver.Call call = receiver.calls().getFirst();
    assertThat(call.method()).isEqualTo("POST");
    assertThat(call.target()).isEqualTo("/in?key=swordfish");
    assertThat(call.body()).isEqualTo(new String(EventCodec.encode(EVENT), UTF_8));
    assertThat(call.headers().getFirst("Content-Type")).isEqualTo("application/json");
    assertThat(call.headers().getFirst("User-Agent")).isEqualTo("Linkfleet");
    assertThat(call.headers().getFirst("Authorization")).isEqualTo("Bearer cutlass");
    assertThat(call.headers().getFirst("Host")).isEqualTo("127.0.0.1:" + receiver.port());
    assertThat(call.headers().getFirst("X-Linkfleet-Event-Id")).isEqualTo(EVENT.id());
    assertThat(call.headers().getFirst("X-Linkfleet-Timestamp")).isEqualTo("1795000000");
    assertThat(call.headers().getFirst("X-Linkfleet-Signature"))
        .isEqualTo("sha256=" + hmac("1795000000.", call.body()));
  }

  /// As a receiver would.
  private static String hmac(String head, String body) throws Exception {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(SECRET.value().getBytes(US_ASCII), "HmacSHA256"));
    mac.update(head.getBytes(US_ASCII));
    return HexFormat.of().formatHex(mac.doFinal(body.getBytes(UTF_8)));
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 307, 400, 404, 410, 500, 503})
  void anyOtherAnswerIsARefusalAndARedirectIsNotFollowed(int status) throws Exception {
    receiver.answers(call -> status);
    assertThat(deliver()).isEqualTo(new Outcome.Declined(status));
    assertThat(receiver.calls()).hasSize(1);
  }

  @Test
  void aReceiverThatDoesNotAnswerIsGivenUpInTime() throws Exception {
    receiver.hangs();
    assertThat(deliver())
        .isEqualTo(new Outcome.Unanswered(Outcome.Trouble.TIMEOUT, "no answer within PT2S"));
  }

  @Test
  void noReceiverIsARefusal() throws Exception {
    receiver.close();
    assertThat(trouble(deliver())).isEqualTo(Outcome.Trouble.CONNECTION_REFUSED);
  }

  @Test
  void whatIsNoHttpIsARefusal() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Thread.ofVirtual()
          .start(
              () -> {
                try (var socket = server.accept()) {
                  socket
                      .getOutputStream()
                      .write("220 mail.example ESMTP\r\n\r\n".getBytes(US_ASCII));
                } catch (IOException _) {
                  // The test tells.
                }
              });
      WebhookUrl url = new WebhookUrl("http://127.0.0.1:" + server.getLocalPort());
      assertThat(trouble(deliver(true, url, "127.0.0.1"))).isEqualTo(Outcome.Trouble.NO_ANSWER);
    }
  }

  @Test
  void secretsThatCanNotBeOpenedAreNotSent() throws Exception {
    try (Courier courier = new Courier(settings(true), InstantSource.fixed(NOW))) {
      assertThat(trouble(courier.deliver(new Delivery(EVENT, Optional.empty(), NOW, 1))))
          .isEqualTo(Outcome.Trouble.UNKNOWN_KEY);
    }
  }

  @Nested
  class ByName {
    private WebhookUrl named() {
      return new WebhookUrl("http://hooks.example.com:" + receiver.port() + "/");
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "::1", "::ffff:127.0.0.1", "0.0.0.0", "10.0.0.1"})
    void aPublicNameOfAPrivateAddressIsNotConnectedTo(String address) throws Exception {
      assertThat(deliver(false, named(), address))
          .isEqualTo(new Outcome.Unanswered(Outcome.Trouble.PRIVATE_ADDRESS, "private address"));
      assertThat(receiver.calls()).isEmpty();
    }

    @Test
    void theAddressThatWasCheckedIsConnectedToAndTheNameIsTold() throws Exception {
      assertThat(deliver(true, named(), "127.0.0.1")).isEqualTo(new Outcome.Delivered(204));
      assertThat(receiver.calls().getFirst().headers().getFirst("Host"))
          .isEqualTo("hooks.example.com:" + receiver.port());
    }

    @Test
    void aNameThatIsNotFoundIsARefusal() throws Exception {
      Names nobody =
          host -> {
            throw new UnknownHostException(host);
          };
      InstantSource clock = InstantSource.fixed(NOW);
      try (Courier courier = new Courier(settings(true), clock, loops -> nobody)) {
        assertThat(courier.deliver(delivery(named())))
            .isEqualTo(new Outcome.Unanswered(Outcome.Trouble.UNKNOWN_HOST, "unknown host"));
      }
    }

    @Test
    void theSystemsOwnNamesAreKnown() throws Exception {
      WebhookUrl local = new WebhookUrl("http://localhost:" + receiver.port() + "/");
      for (boolean allowed : List.of(true, false)) {
        try (Courier courier = new Courier(settings(allowed), InstantSource.fixed(NOW))) {
          assertThat(courier.deliver(delivery(local)) instanceof Outcome.Delivered)
              .isEqualTo(allowed);
        }
      }
      assertThat(receiver.calls()).hasSize(1);
    }
  }
}
