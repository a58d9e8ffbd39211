package io.linkfleet.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.linkfleet.simulator.phone.Refusal;
import io.linkfleet.whatsapp.crypto.PublicKey;
import io.linkfleet.whatsapp.node.Jid;
import io.linkfleet.whatsapp.node.Node;
import io.linkfleet.whatsapp.pairing.CodePairingCompanion;
import io.linkfleet.whatsapp.pairing.PairingCode;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class CodePairingTest {
  private static final String NUMBER = "5511999990005";
  private static final String TAG = "link_code_companion_reg";
  private static final SecureRandom RANDOM = new SecureRandom();

  private final Simulator simulator = Simulator.start(SimulatorSettings.defaults().withPort(0));
  private final SimulatedPhone phone = simulator.phone(NUMBER);
  private final TestCompanion companion = new TestCompanion();
  private final PairingCode code = PairingCode.generate(RANDOM);
  private final CodePairingCompanion pairing =
      new CodePairingCompanion(code, companion.identity, RANDOM);
  private TestConnection connection;

  @BeforeEach
  void register() throws Exception {
    connection = companion.register(simulator);
    connection.next("iq");
  }

  @AfterEach
  void stop() {
    connection.close();
    simulator.close();
  }

  @Nested
  class AfterTheHello {
    private byte[] ref;

    @BeforeEach
    void hello() throws Exception {
      ref = sayHello("Chrome (Windows)").child(TAG).orElseThrow().bytes(REF).orElseThrow();
    }

    @Test
    void theRightCodeLinks() throws Exception {
      CompletableFuture<Jid> entered = enter(code.display());
      finish(connection.next("notification"), ref);
      assertThat(entered.join()).isEqualTo(new Jid(NUMBER, 1, Jid.USERS));
      companion.confirm(connection);
      assertThat(phone.devices()).containsExactly(entered.join());
    }

    @Test
    void aWrongCodeSaysSoAndTheRightOneStillLinks() throws Exception {
      CompletableFuture<Jid> wrong = enter(PairingCode.generate(RANDOM).display());
      finish(connection.next("notification"), ref);
      assertRefusal(wrong, 422, "wrong code");
      assertThat(phone.devices()).isEmpty();

      var _ = enter(code.display());
      finish(connection.next("notification"), ref);
      companion.confirm(connection);
      assertThat(phone.devices()).hasSize(1);
    }

    @Test
    void aFinishForAnotherRefIsABadRequest() throws Exception {
      var _ = enter(code.display());
      assertThat(finish(connection.next("notification"), new byte[16]).attribute("type"))
          .hasValue("error");
    }

    @Test
    void leavingSaysSo() throws Exception {
      CompletableFuture<Jid> entered = enter(code.display());
      connection.next("notification");
      connection.close();
      assertRefusal(entered, 410, "disconnected");
    }

    @Test
    void aPhoneThatWantsAFreshCodeHasTheCompanionToldSo() throws Exception {
      phone.askForFreshCode();
      Node wanted = connection.next("notification").child(TAG).orElseThrow();
      assertThat(wanted.attribute("stage")).hasValue("refresh_code");
      assertThat(wanted.bytes(REF)).hasValueSatisfying(same -> assertThat(same).isEqualTo(ref));
      byte[] newRef =
          sayHello("Chrome (Windows)").child(TAG).orElseThrow().bytes(REF).orElseThrow();
      assertThat(newRef).isNotEqualTo(ref);

      var _ = enter(code.display());
      finish(connection.next("notification"), newRef);
      companion.confirm(connection);
      assertThat(phone.devices()).hasSize(1);
    }

    @Test
    void textThatIsNoCodeIsRefused() {
      assertRefusal(enter("IIII-0000"), 400, "eight characters");
    }
  }

  @Nested
  class AtTheHello {
    @Test
    void aProductNameIsABadRequest() throws Exception {
      assertThat(errorCode(sayHello("Linkfleet"))).isEqualTo("400");
    }

    @Test
    void aNumberWithoutPhoneIsUnknown() throws Exception {
      Node hello = hello("5511999990006", "Chrome (Windows)");
      assertThat(errorCode(connection.query(hello))).isEqualTo("404");
    }

    private static String errorCode(Node answer) {
      return answer.child("error").flatMap(error -> error.attribute("code")).orElseThrow();
    }
  }

  @Test
  void noOneWaitingSaysSo() {
    assertRefusal(enter(code.display()), 404, "no companion waits");
    assertRefusal(
        CompletableFuture.supplyAsync(
            () -> {
              phone.askForFreshCode();
              return Jid.SERVER;
            }),
        404,
        "no companion waits");
  }

  @Test
  void aCompanionThatNeverAnswersSaysSo() throws Exception {
    SimulatorSettings settings = SimulatorSettings.defaults().withPort(0);
    try (Simulator hasty =
            Simulator.start(
                settings.withRules(settings.rules().withAnswerTime(Duration.ofSeconds(1))));
        TestConnection silent = companion.register(hasty)) {
      SimulatedPhone its = hasty.phone(NUMBER);
      silent.query(hello(NUMBER, "Chrome (Windows)"));
      assertRefusal(
          CompletableFuture.supplyAsync(() -> its.enterCode(code.display())), 504, "in time");
    }
  }

  private static final String REF = "link_code_pairing_ref";

  private CompletableFuture<Jid> enter(String text) {
    return CompletableFuture.supplyAsync(() -> phone.enterCode(text));
  }

  private Node sayHello(String display) throws Exception {
    return connection.query(hello(NUMBER, display));
  }

  private Node hello(String number, String display) {
    Node content =
        Node.named(TAG)
            .attribute("jid", Jid.of(number, Jid.USERS))
            .attribute("stage", "companion_hello")
            .attribute("should_show_push_notification", "true")
            .children(
                Node.named("link_code_pairing_wrapped_companion_ephemeral_pub")
                    .bytes(pairing.wrappedEphemeral()),
                Node.named("companion_server_auth_key_pub")
                    .bytes(companion.noise.publicKey().toBytes()),
                Node.named("companion_platform_id").text("1"),
                Node.named("companion_platform_display").text(display),
                Node.named("link_code_pairing_nonce").bytes(new byte[1]));
    return companion.query("set", "md").children(content);
  }

  /// Answers the phone's hello and gives the server's answer to that.
  private Node finish(Node notification, byte[] ref) throws Exception {
    Node hello = notification.child(TAG).orElseThrow();
    PublicKey primary = PublicKey.of(hello.bytes("primary_identity_pub").orElseThrow());
    byte[] wrapped = hello.bytes("link_code_pairing_wrapped_primary_ephemeral_pub").orElseThrow();
    CodePairingCompanion.Finish finish = pairing.finish(wrapped, primary).orElseThrow();
    companion.advSecret = finish.advSecret();
    Node content =
        Node.named(TAG)
            .attribute("jid", Jid.of(NUMBER, Jid.USERS))
            .attribute("stage", "companion_finish")
            .children(
                Node.named("link_code_pairing_wrapped_key_bundle").bytes(finish.keyBundle()),
                Node.named("companion_identity_public")
                    .bytes(companion.identity.publicKey().toBytes()),
                Node.named(REF).bytes(ref));
    return connection.query(companion.query("set", "md").children(content));
  }

  private static void assertRefusal(CompletableFuture<Jid> entered, int status, String why) {
    assertThatExceptionOfType(CompletionException.class)
        .isThrownBy(entered::join)
        .withMessageContaining(why)
        .satisfies(e -> assertThat(((Refusal) e.getCause()).status()).isEqualTo(status));
  }
}
