package io.linkfleet.worker.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.linkfleet.contract.Command;
import io.linkfleet.contract.Command.Connect;
import io.linkfleet.contract.Command.ConnectByCode;
import io.linkfleet.contract.Command.Delete;
import io.linkfleet.contract.Command.Logout;
import io.linkfleet.contract.Command.Reconnect;
import io.linkfleet.contract.InstanceId;
import io.linkfleet.contract.InstanceStatus;
import io.linkfleet.contract.PhoneNumber;
import io.linkfleet.contract.Reply;
import io.linkfleet.contract.Reply.AlreadyConnected;
import io.linkfleet.contract.Reply.Deleted;
import io.linkfleet.contract.Reply.Failed;
import io.linkfleet.contract.Reply.Failure;
import io.linkfleet.contract.Reply.LoggedOut;
import io.linkfleet.contract.Reply.PairingCodeGenerated;
import io.linkfleet.contract.Reply.QrCodeGenerated;
import io.linkfleet.contract.Reply.ReconnectInitiated;
import io.linkfleet.contract.Reply.Rejected;
import io.linkfleet.contract.Reply.Rejection;
import io.linkfleet.contract.Standing;
import io.linkfleet.contract.StateReason;
import io.linkfleet.simulator.SimulatedPhone;
import io.linkfleet.simulator.count.Count;
import io.linkfleet.simulator.fault.Fault;
import io.linkfleet.simulator.fault.Faults;
import io.linkfleet.worker.session.Workbench.Owned;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A session against a real Redis and the simulator, over real sockets.
class SessionTest {
  static final AtomicInteger NUMBERS = new AtomicInteger(1000);
  static final Duration SOON = Duration.ofMillis(600);
  static Workbench bench;

  InstanceId instance;
  SimulatedPhone phone;
  Owned owned;

  @BeforeAll
  static void start() throws IOException {
    bench = new Workbench();
  }

  @AfterAll
  static void stop() throws IOException {
    bench.close();
  }

  @BeforeEach
  void prepare() {
    instance = bench.instance();
    phone = bench.simulator.phone("551199999" + NUMBERS.incrementAndGet());
    owned = bench.own(instance);
  }

  @AfterEach
  void calmDown() {
    bench.simulator.faults(Faults.NONE);
    owned.session().release().orTimeout(10, TimeUnit.SECONDS).join();
  }

  @Test
  void linksByCodeAndIsThenConnected() {
    owned.linkedTo(phone);
    assertThat(phone.devices()).hasSize(1);
    assertThat(bench.record(instance).numberJid()).isPresent();
    assertThat(owned.awaits(new Connect())).isEqualTo(new AlreadyConnected());
  }

  @Test
  void anInstanceThatDoesNotExistIsRejected() {
    owned = bench.own(InstanceId.random(new SecureRandom()));
    assertThat(owned.awaits(new Logout())).isEqualTo(new Rejected(Rejection.INSTANCE_UNKNOWN));
  }

  @Nested
  class WithNothingToDo {
    @Test
    void itSaysSoOnceItIsLoggedOutAndNoDeadlineIsToCome() {
      QrCodeGenerated code = (QrCodeGenerated) owned.asks(new Connect(), SOON).join();
      phone.scan(code.qrCode());
      Workbench.await(() -> bench.record(instance).status() == InstanceStatus.CONNECTED);
      assertThat(owned.asks(new Logout(), SOON).join()).isEqualTo(new LoggedOut());
      Workbench.await(() -> owned.rests.get() == 1);
    }

    @Test
    void itSaysSoAfterACallThatChangesNothing() {
      assertThat(owned.awaits(new Logout())).isEqualTo(new LoggedOut());
      Workbench.await(() -> owned.rests.get() == 1);
    }

    @Test
    void itSaysSoOfWhatDoesNotExist() {
      owned = bench.own(InstanceId.random(new SecureRandom()));
      owned.awaits(new Logout());
      Workbench.await(() -> owned.rests.get() == 1);
    }

    @Test
    void itDoesNotWhileACodeWaitsToBeScanned() {
      assertThat(owned.asks(new Connect(), SOON).join()).isInstanceOf(QrCodeGenerated.class);
      assertThat(owned.awaits(new Reconnect())).isInstanceOf(Rejected.class);
      assertThat(owned.rests).hasValue(0);
    }

    @Test
    void itDoesNotWhileADeviceDeparts() {
      owned.linkedTo(phone);
      bench.simulator.faults(Faults.of(Fault.HANG_UNLINK));
      assertThat(owned.asks(new Logout(), SOON).join()).isInstanceOf(Failed.class);
      assertThat(owned.rests).hasValue(0);
    }
  }

  @Nested
  class ByATypedCode {
    @Test
    void linksAndIsThenConnected() {
      phone.enterCode(code());
      Workbench.await(() -> bench.record(instance).status() == InstanceStatus.CONNECTED);
      assertThat(phone.devices()).hasSize(1);
      assertThat(bench.stored(instance).current().orElseThrow().jid())
          .isEqualTo(phone.devices().getFirst());
    }

    @Test
    void theSameCodeIsToldUntilItIsUsed() {
      assertThat(code()).isEqualTo(code());
    }

    @Test
    void aNumberThatNobodyHasIsRefused() {
      Command unknown = new ConnectByCode(new PhoneNumber("5511999980000"));
      assertThat(owned.awaits(unknown)).isEqualTo(new Failed(Failure.WHATSAPP_REFUSED));
      assertThat(bench.record(instance).status()).isEqualTo(InstanceStatus.DISCONNECTED);
    }

    @Test
    void logoutCancelsIt() {
      String code = code();
      assertThat(owned.awaits(new Logout())).isEqualTo(new LoggedOut());
      Workbench.await(() -> bench.simulator.stats().openConnections() == 0);
      assertThatThrownBy(() -> phone.enterCode(code)).hasMessageContaining("no companion waits");
    }

    private String code() {
      PhoneNumber number = new PhoneNumber(phone.number());
      return ((PairingCodeGenerated) owned.awaits(new ConnectByCode(number))).pairingCode();
    }
  }

  @Nested
  class Reconnecting {
    @Test
    void makesAFreshConnection() {
      owned.linkedTo(phone);
      long before = bench.simulator.stats().of(Count.LOGINS);
      assertThat(owned.awaits(new Reconnect())).isEqualTo(new ReconnectInitiated());
      assertThat(owned.awaits(new Connect())).isEqualTo(new AlreadyConnected());
      assertThat(bench.simulator.stats().of(Count.LOGINS) - before).isEqualTo(1);
    }

    @Test
    void afterALogoutHasNoSession() {
      owned.linkedTo(phone);
      owned.awaits(new Logout());
      assertThat(owned.awaits(new Reconnect())).isEqualTo(new Rejected(Rejection.NO_SAVED_SESSION));
    }
  }

  @Test
  void refusedAsOutdatedItLogsInAgainOnceANewerVersionIsKnown() {
    owned.linkedTo(phone);
    bench.simulator.faults(Faults.NONE.withFailureReason(405));
    bench.simulator.dropConnections();
    Standing outdated = Standing.of(InstanceStatus.DISCONNECTED, StateReason.CLIENT_OUTDATED);
    Workbench.await(() -> bench.stored(instance).standing().equals(outdated));
    bench.simulator.faults(Faults.NONE);
    owned.session().clientVersionChanged();
    Workbench.await(() -> bench.record(instance).status() == InstanceStatus.CONNECTED);
  }

  @Nested
  class Deleting {
    @Test
    void unlinksTheDeviceAndLeavesNothing() {
      owned.linkedTo(phone);
      assertThat(owned.awaits(new Delete())).isEqualTo(new Deleted());
      Workbench.await(() -> phone.devices().isEmpty());
      Workbench.await(() -> !bench.exists(instance));
      assertThat(owned.awaits(new Connect())).isEqualTo(new Rejected(Rejection.INSTANCE_UNKNOWN));
      assertThat(owned.awaits(new Delete())).isEqualTo(new Deleted());
    }

    @Test
    void isFinishedByTheNextOwner() {
      owned.linkedTo(phone);
      bench.simulator.faults(Faults.of(Fault.REFUSE_CONNECTIONS));
      bench.simulator.dropConnections();
      assertThat(owned.awaits(new Delete())).isEqualTo(new Deleted());
      owned.session().release().join();
      owned = bench.own(instance);
      bench.simulator.faults(Faults.NONE);
      assertThat(phone.devices()).hasSize(1);
      owned.session().activate();
      Workbench.await(() -> phone.devices().isEmpty());
      Workbench.await(() -> !bench.exists(instance));
      assertThat(owned.awaits(new Delete())).isEqualTo(new Deleted());
    }
  }

  @Nested
  class LoggingOut {
    @Test
    void unlinksErasesAndGivesAFreshCodeAfterwards() {
      owned.linkedTo(phone);
      assertThat(owned.awaits(new Logout())).isEqualTo(new LoggedOut());
      assertThat(phone.devices()).isEmpty();
      expectErased();
      owned.linkedTo(phone);
      assertThat(phone.devices()).hasSize(1);
    }

    @Test
    void fiftyTimesAtOnceUnlinksOnce() {
      owned.linkedTo(phone);
      long before = bench.simulator.stats().of(Count.UNLINKS_RECEIVED);
      List<CompletableFuture<Reply>> answers =
          IntStream.range(0, 50)
              .mapToObj(_ -> owned.asks(new Logout(), Duration.ofSeconds(20)))
              .toList();
      assertThat(answers).allSatisfy(one -> assertThat(one.join()).isEqualTo(new LoggedOut()));
      assertThat(bench.simulator.stats().of(Count.UNLINKS_RECEIVED) - before).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(
        value = Fault.class,
        names = {"DROP_AFTER_UNLINK", "DEVICE_REMOVED_FIRST"})
    void isConfirmedWhicheverWayWhatsAppTells(Fault fault) {
      owned.linkedTo(phone);
      bench.simulator.faults(Faults.of(fault));
      assertThat(owned.awaits(new Logout())).isEqualTo(new LoggedOut());
      assertThat(phone.devices()).isEmpty();
      expectErased();
    }

    @ParameterizedTest
    @EnumSource(
        value = Fault.class,
        names = {"HANG_UNLINK", "DROP_BEFORE_UNLINK"})
    void notConfirmedIsSaidSoAndGoesOnUntilItIs(Fault fault) {
      owned.linkedTo(phone);
      bench.simulator.faults(Faults.of(fault));
      expectNotConfirmedButPending();
      bench.simulator.faults(Faults.NONE);
      Workbench.await(() -> phone.devices().isEmpty());
      Workbench.await(() -> !bench.record(instance).unlinkPending());
      expectErased();
    }

    @Test
    void whileWhatsAppAnswersWithErrorsIsNotConfirmed() {
      owned.linkedTo(phone);
      bench.simulator.faults(Faults.NONE.withUnlinkError(500));
      expectNotConfirmedButPending();
      bench.simulator.faults(Faults.NONE);
      Workbench.await(() -> phone.devices().isEmpty());
    }

    @Test
    void whileWhatsAppIsUnreachableIsNotConfirmedAndTheNextOwnerFinishesIt() {
      owned.linkedTo(phone);
      bench.simulator.faults(Faults.of(Fault.REFUSE_CONNECTIONS));
      bench.simulator.dropConnections();
      expectNotConfirmedButPending();
      owned.session().release().join();
      owned = bench.own(instance);
      bench.simulator.faults(Faults.NONE);
      owned.session().activate();
      Workbench.await(() -> phone.devices().isEmpty());
      Workbench.await(() -> !bench.record(instance).unlinkPending());
    }

    @Test
    void needsNoLiveSocket() {
      owned.linkedTo(phone);
      bench.simulator.dropConnections();
      assertThat(owned.awaits(new Logout())).isEqualTo(new LoggedOut());
      assertThat(phone.devices()).isEmpty();
    }

    @Test
    void cancelsAPairingThatIsPending() {
      QrCodeGenerated code = (QrCodeGenerated) owned.awaits(new Connect());
      assertThat(owned.awaits(new Logout())).isEqualTo(new LoggedOut());
      Workbench.await(() -> refusesToScan(code));
      assertThat(bench.record(instance).status()).isEqualTo(InstanceStatus.LOGGED_OUT);
    }

    private boolean refusesToScan(QrCodeGenerated code) {
      try {
        phone.scan(code.qrCode());
        return false;
      } catch (RuntimeException refused) {
        return true;
      }
    }

    private void expectNotConfirmedButPending() {
      assertThat(owned.asks(new Logout(), SOON).join()).isInstanceOf(Failed.class);
      assertThat(phone.devices()).hasSize(1);
      assertThat(bench.record(instance).unlinkPending()).isTrue();
      assertThat(bench.record(instance).status()).isEqualTo(InstanceStatus.LOGGED_OUT);
      assertThat(bench.stored(instance).current()).isEmpty();
    }

    private void expectErased() {
      assertThat(bench.stored(instance).current()).isEmpty();
      assertThat(bench.stored(instance).departing()).isEmpty();
      assertThat(bench.record(instance).numberJid()).isEmpty();
      assertThat(bench.record(instance).status()).isEqualTo(InstanceStatus.LOGGED_OUT);
    }
  }

  @Nested
  class ChangingHands {
    @Test
    void releaseClosesTheSocketAndUnlinksNothing() {
      owned.linkedTo(phone);
      owned.session().release().join();
      Workbench.await(() -> bench.simulator.stats().openConnections() == 0);
      assertThat(phone.devices()).hasSize(1);
      assertThat(bench.stored(instance).current()).isPresent();
    }

    @Test
    void theNextOwnerBringsItOnlineUnasked() {
      owned.linkedTo(phone);
      owned.session().release().join();
      owned = bench.own(instance);
      owned.session().activate();
      assertThat(owned.awaits(new Connect())).isEqualTo(new AlreadyConnected());
    }

    @Test
    void aStaleOwnerDoesNothingAndStepsBack() throws InterruptedException {
      owned.linkedTo(phone);
      Owned stale = owned;
      owned = bench.own(instance);
      CompletableFuture<Reply> answer = stale.asks(new Logout(), Duration.ofSeconds(20));
      assertThat(stale.steppedBack.await(10, TimeUnit.SECONDS)).isTrue();
      assertThat(answer).isNotDone();
      assertThat(phone.devices()).hasSize(1);
      assertThat(bench.stored(instance).current()).isPresent();
      stale.session().release().join();
    }

    @Test
    void aStaleOwnerThatWaitedToReconnectThrowsNobodyOut() throws InterruptedException {
      owned.linkedTo(phone);
      bench.simulator.faults(Faults.of(Fault.REFUSE_CONNECTIONS));
      bench.simulator.dropConnections();
      Workbench.await(() -> bench.record(instance).status() == InstanceStatus.CONNECTING);
      Owned stale = owned;
      owned = bench.own(instance);
      long replaced = bench.simulator.stats().of(Count.REPLACED);
      bench.simulator.faults(Faults.NONE);
      owned.session().activate();
      assertThat(stale.steppedBack.await(10, TimeUnit.SECONDS)).isTrue();
      assertThat(owned.awaits(new Connect())).isEqualTo(new AlreadyConnected());
      assertThat(bench.simulator.stats().of(Count.REPLACED)).isEqualTo(replaced);
      stale.session().release().join();
    }

    @Test
    void aStaleOwnerWithAnUnlinkLeftToDoSendsNone() throws InterruptedException {
      owned.linkedTo(phone);
      bench.simulator.faults(Faults.of(Fault.REFUSE_CONNECTIONS));
      bench.simulator.dropConnections();
      assertThat(owned.asks(new Logout(), SOON).join()).isInstanceOf(Failed.class);
      Owned stale = owned;
      owned = bench.own(instance);
      long received = bench.simulator.stats().of(Count.UNLINKS_RECEIVED);
      bench.simulator.faults(Faults.NONE);
      assertThat(stale.steppedBack.await(10, TimeUnit.SECONDS)).isTrue();
      stale.session().release().join();
      assertThat(bench.simulator.stats().of(Count.UNLINKS_RECEIVED)).isEqualTo(received);
      assertThat(phone.devices()).hasSize(1);
      owned.session().activate();
      Workbench.await(() -> phone.devices().isEmpty());
    }

    @Test
    void removedOnThePhoneWhileNobodyWasConnectedIsLearntAtTheNextLogin() {
      owned.linkedTo(phone);
      owned.session().release().join();
      phone.unlink(phone.devices().getFirst().device());
      owned = bench.own(instance);
      owned.session().activate();
      Workbench.await(() -> bench.record(instance).status() == InstanceStatus.LOGGED_OUT);
      assertThat(bench.stored(instance).current()).isEmpty();
    }
  }

  @Test
  void whoeverIsThrownOutByAnotherConnectionStopsAndTheOthersLiveOn() {
    owned.linkedTo(phone);
    InstanceId second = bench.instance();
    Owned other = bench.own(second).linkedTo(bench.simulator.phone("5511999980100"));
    try (AutoCloseable intruder = bench.intrude(instance)) {
      Standing replaced = Standing.of(InstanceStatus.DISCONNECTED, StateReason.REPLACED);
      Workbench.await(() -> bench.stored(instance).standing().equals(replaced));
      assertThat(other.awaits(new Connect())).isEqualTo(new AlreadyConnected());
      assertThat(intruder).isNotNull();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
    other.session().release().join();
  }

  @Test
  void removedOnThePhoneErasesTheKeys() {
    owned.linkedTo(phone);
    phone.unlink(phone.devices().getFirst().device());
    Workbench.await(() -> bench.record(instance).status() == InstanceStatus.LOGGED_OUT);
    assertThat(bench.stored(instance).current()).isEmpty();
    assertThat(owned.awaits(new Logout())).isEqualTo(new LoggedOut());
  }

  @Test
  void withoutRedisALogoutWaitsAndNothingIsUnlinked() throws IOException {
    owned.linkedTo(phone);
    bench.stopRedis();
    try {
      CompletableFuture<Reply> answer = owned.asks(new Logout(), Duration.ofSeconds(1));
      assertThat(owned.awaits(new Connect())).isEqualTo(new AlreadyConnected());
      assertThat(answer).isNotDone();
      assertThat(phone.devices()).hasSize(1);
    } finally {
      bench.startRedis();
    }
  }

  @Test
  void withoutRedisACommandThatExpiresIsToldSo() throws IOException {
    owned.linkedTo(phone);
    bench.stopRedis();
    try {
      assertThat(owned.awaits(new Reconnect())).isEqualTo(new Failed(Failure.STORE_UNAVAILABLE));
    } finally {
      bench.startRedis();
    }
  }
}
