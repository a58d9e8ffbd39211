package io.linkfleet.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import io.linkfleet.contract.Command;
import io.linkfleet.contract.CommandEnvelope;
import io.linkfleet.contract.Partitions;
import io.linkfleet.contract.Reply;
import io.linkfleet.contract.Reply.Failure;
import io.linkfleet.contract.Reply.Rejection;
import io.linkfleet.gateway.fleet.GatewayInFleet;
import io.linkfleet.gateway.fleet.RealBroker;
import io.linkfleet.gateway.fleet.ScriptedWorker.Received;
import io.linkfleet.gateway.fleet.Wire.Response;
import io.micrometer.core.instrument.MeterRegistry;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommandEndpointsTest {
  @RegisterExtension
  static final GatewayInFleet GATEWAY =
      new GatewayInFleet(
          "linkfleet.dispatch.reply-timeout=2s",
          "linkfleet.dispatch.connect-timeout=4s",
          "linkfleet.dispatch.max-in-flight=40");

  private static final String LOGGED_OUT =
      "{\"success\":true,\"message\":\"Instance logged out\",\"instance\":{\"status\":\"loggedout\"}}";

  private String token;

  @BeforeEach
  void anInstance() {
    token = GATEWAY.newInstance(GATEWAY.newAccount(), "support");
  }

  private Response logout() {
    return GATEWAY.wire().call("DELETE", "/api/instance/logout/support", "token: " + token);
  }

  private Response connect() {
    return GATEWAY.wire().call("GET", "/api/instance/connect/support", "token: " + token);
  }

  private static void assertFailure(Response response, int status, String text) {
    assertThat(response.status()).isEqualTo(status);
    assertThat(response.body())
        .isEqualTo("{\"success\":false,\"error\":{\"message\":\"" + text + "\"}}");
  }

  @Nested
  class TheCommand {
    @Test
    void goesToThePartitionOfItsInstanceUnderItsKey() {
      GATEWAY.worker().answerWith(new Reply.LoggedOut());
      Instant before = Instant.now();
      logout();
      Received received = GATEWAY.worker().received().getFirst();
      CommandEnvelope envelope = received.envelope();
      assertThat(received.key()).isEqualTo(envelope.instance().value());
      assertThat(received.partition())
          .isEqualTo(new Partitions(RealBroker.PARTITIONS).of(envelope.instance()));
      assertThat(envelope.command()).isEqualTo(new Command.Logout());
      assertThat(envelope.deadline())
          .isBetween(before.plusMillis(500), Instant.now().plusSeconds(2));
    }

    @Test
    void thatConnectsHasMoreTime() {
      GATEWAY.worker().answerWith(new Reply.AlreadyConnected());
      Instant before = Instant.now();
      connect();
      CommandEnvelope envelope = GATEWAY.worker().received().getFirst().envelope();
      assertThat(envelope.command()).isEqualTo(new Command.Connect());
      assertThat(envelope.deadline()).isAfter(before.plusSeconds(2));
    }
  }

  @Nested
  class Logout {
    @Test
    void isConfirmed() {
      GATEWAY.worker().answerWith(new Reply.LoggedOut());
      Response response = logout();
      assertThat(response.status()).isEqualTo(200);
      assertThat(response.body()).isEqualTo(LOGGED_OUT);
    }

    @ParameterizedTest
    @EnumSource
    void thatFailsSaysNothingAboutWhy(Failure reason) {
      GATEWAY.worker().answerWith(new Reply.Failed(reason));
      assertFailure(logout(), 500, "Failed to logout instance");
    }

    @Test
    void ofAnInstanceTheWorkerDoesNotKnow() {
      GATEWAY.worker().answerWith(new Reply.Rejected(Rejection.INSTANCE_UNKNOWN));
      assertFailure(logout(), 404, "Instance not found");
    }

    @Test
    void isAnsweredByTheDeadlineThoughNobodyReplies() {
      GATEWAY.worker().keepSilent();
      long started = System.nanoTime();
      assertFailure(logout(), 500, "Failed to logout instance");
      Duration took = Duration.ofNanos(System.nanoTime() - started);
      assertThat(took).isBetween(Duration.ofMillis(1_500), Duration.ofMillis(3_500));
    }

    @Test
    void aReplyThatComesTooLateIsDroppedAndCounted() {
      GATEWAY.worker().keepSilent();
      logout();
      double late = counted("late");
      double unknown = counted("unknown");
      CommandEnvelope command = GATEWAY.worker().received().getFirst().envelope();
      GATEWAY.worker().reply(command, new Reply.LoggedOut());
      GatewayInFleet.awaitUntil(() -> counted("late") == late + 1);
      GATEWAY.worker().reply(command, new Reply.LoggedOut());
      GatewayInFleet.awaitUntil(() -> counted("unknown") == unknown + 1);
      GATEWAY.worker().answerWith(new Reply.LoggedOut());
      assertThat(logout().status()).isEqualTo(200);
    }

    private double counted(String what) {
      return GATEWAY.bean(MeterRegistry.class).get("linkfleet.replies." + what).counter().count();
    }

    @Test
    void whatBecomesOfCommandsIsCountedFromZero() {
      assertThat(
              GATEWAY
                  .bean(MeterRegistry.class)
                  .get("linkfleet.dispatch")
                  .tags("command", "delete", "outcome", "failed_internal")
                  .timer()
                  .count())
          .isZero();
    }

    @Test
    void theConsumerOfRepliesIsObservedAsEveryKafkaClient() {
      assertThat(
              GATEWAY
                  .bean(MeterRegistry.class)
                  .find("kafka.consumer.fetch.manager.records.lag.max")
                  .gauges())
          .anyMatch(
              gauge -> gauge.getId().getTag("client.id").startsWith("linkfleet-gateway-replies"));
    }
  }

  @Nested
  class Connect {
    private static final String QR =
        "2@abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+/abcdefgh,"
            + "AbCdEfGhIjKlMnOpQrStUvWxYz0123456789+/AbCd=,AbCdEfGhIjKlMnOpQrStUvWxYz0123456789+/AbCd=,"
            + "AbCdEfGhIjKlMnOpQrStUvWxYz0123456789+/AbCd=";

    @Test
    void showsTheCodeAsTextAndAsAPicture() throws Exception {
      Instant soon = Instant.parse("2026-11-23T08:00:20.500Z");
      GATEWAY.worker().answerWith(new Reply.QrCodeGenerated(QR, soon));
      Response response = connect();
      assertThat(response.status()).isEqualTo(200);
      assertThat(response.header("X-Code-Valid-Until")).isEqualTo("2026-11-23T08:00:20.500Z");
      String picture = response.json().at("/qrCodeBase64").stringValue();
      assertThat(response.body())
          .isEqualTo(
              "{\"success\":true,\"message\":\"QR code generated\",\"qrCode\":\""
                  + QR
                  + "\",\"qrCodeBase64\":\""
                  + picture
                  + "\",\"status\":\"qr\"}");
      assertThat(read(picture)).isEqualTo(QR);
    }

    private static String read(String dataUri) throws Exception {
      String prefix = "data:image/png;base64,";
      assertThat(dataUri).startsWith(prefix);
      byte[] png = Base64.getDecoder().decode(dataUri.substring(prefix.length()));
      BufferedImage image = ImageIO.read(new ByteArrayInputStream(png));
      int width = image.getWidth();
      int[] pixels = image.getRGB(0, 0, width, image.getHeight(), null, 0, width);
      RGBLuminanceSource source = new RGBLuminanceSource(width, image.getHeight(), pixels);
      return new QRCodeReader().decode(new BinaryBitmap(new HybridBinarizer(source))).getText();
    }

    @Test
    void ofAConnectedInstance() {
      GATEWAY.worker().answerWith(new Reply.AlreadyConnected());
      Response response = connect();
      assertThat(response.status()).isEqualTo(200);
      assertThat(response.body())
          .isEqualTo(
              "{\"success\":true,\"message\":\"Instance already connected\",\"status\":\"connected\"}");
    }

    @Test
    void thatFails() {
      GATEWAY.worker().answerWith(new Reply.Failed(Failure.WHATSAPP_UNAVAILABLE));
      assertFailure(connect(), 500, "Failed to connect instance");
    }
  }

  @Nested
  class ManyAtOnce {
    private List<Response> together(int count, Callable<Response> call) throws Exception {
      try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
        List<Callable<Response>> calls = IntStream.range(0, count).mapToObj(i -> call).toList();
        return threads.invokeAll(calls).stream().map(Future::resultNow).toList();
      }
    }

    @Test
    void everyCallerGetsItsOwnReply() throws Exception {
      GATEWAY.worker().answerWith(new Reply.LoggedOut());
      List<Response> responses = together(30, CommandEndpointsTest.this::logout);
      assertThat(responses).allMatch(response -> response.body().equals(LOGGED_OUT));
      assertThat(GATEWAY.worker().received())
          .extracting(received -> received.envelope().id())
          .doesNotHaveDuplicates()
          .hasSize(30);
    }

    @Test
    void whatIsTooMuchIsRefusedAtOnceAndTheRestIsAwaited() throws Exception {
      GATEWAY.worker().keepSilent();
      List<Response> responses = together(60, CommandEndpointsTest.this::logout);
      assertThat(responses).allMatch(response -> response.status() == 500);
      assertThat(GATEWAY.worker().received()).hasSize(40);
      MeterRegistry meters = GATEWAY.bean(MeterRegistry.class);
      assertThat(
              meters
                  .get("linkfleet.dispatch")
                  .tags("command", "logout", "outcome", "too_many_in_flight")
                  .timer()
                  .count())
          .isEqualTo(20);
      assertThat(meters.get("linkfleet.dispatch.inflight").gauge().value()).isZero();
    }
  }

  @Nested
  class AReplyOfAWorkerOfAnotherVersion {
    private static final String HEAD = "{\"v\":1,\"id\":\"ID\",\"instance\":\"INSTANCE\",";

    @Test
    void thatIsOlderIsRead() {
      GATEWAY.worker().answerWithBytes(HEAD + "\"reply\":{\"type\":\"loggedOut\"}}");
      assertThat(logout().body()).isEqualTo(LOGGED_OUT);
    }

    @Test
    void thatSaysMoreIsReadAsFarAsItIsKnown() {
      GATEWAY
          .worker()
          .answerWithBytes(HEAD + "\"reply\":{\"type\":\"loggedOut\",\"new\":{}},\"more\":[]}");
      assertThat(logout().body()).isEqualTo(LOGGED_OUT);
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "{\"type\":\"danced\"}",
          "{\"type\":\"failed\",\"reason\":\"TOO_TIRED\"}",
          "{\"type\":\"rejected\",\"reason\":\"NOT_TODAY\"}"
        })
    void thatIsNotUnderstoodIsAFailureAtOnce(String reply) {
      GATEWAY.worker().answerWithBytes(HEAD + "\"reply\":" + reply + "}");
      long begun = System.nanoTime();
      assertFailure(logout(), 500, "Failed to logout instance");
      assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(2));
    }
  }
}
