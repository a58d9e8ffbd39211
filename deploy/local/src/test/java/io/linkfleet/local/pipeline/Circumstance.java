package io.linkfleet.local.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;

/// A state of an instance, how it gets there, and what WhatsApp does to it meanwhile.
enum Circumstance {
  NEVER_LINKED(false, "disconnected", "created"),
  QR_PENDING(false, "connecting", "api"),
  PAIRING_CODE_PENDING(false, "connecting", "api"),
  LOGGING_IN(true, "connecting", "api"),
  ONLINE(true, "connected", "login"),
  BACKING_OFF(true, "connecting", "api"),
  UNLINK_PENDING(true, "loggedout", "api"),
  LOGGED_OUT(true, "loggedout", "api"),
  REMOVED_ON_THE_PHONE(true, "loggedout", "phone"),
  REPLACED(true, "disconnected", "replaced"),
  TEMPORARILY_BANNED(true, "disconnected", "temp_banned"),
  LOCKED(true, "disconnected", "locked"),
  CLIENT_OUTDATED(true, "disconnected", "client_outdated"),
  BANNED(true, "disconnected", "banned");

  private final boolean linked;
  private final String status;
  private final String reason;

  Circumstance(boolean linked, String status, String reason) {
    this.linked = linked;
    this.status = status;
    this.reason = reason;
  }

  /// How `list` shows an instance that is in it.
  Expected.Rest rest() {
    return new Expected.Rest(status, reason);
  }

  Map<String, ?> faults() {
    return switch (this) {
      case LOGGING_IN -> Map.of("delayMs", 700);
      case BACKING_OFF -> Map.of("refuseConnections", true);
      case UNLINK_PENDING -> Map.of("hangUnlink", true);
      case TEMPORARILY_BANNED -> Map.of("failureReason", 402);
      case LOCKED -> Map.of("failureReason", 403);
      case CLIENT_OUTDATED -> Map.of("failureReason", 405);
      case BANNED -> Map.of("failureReason", 406);
      case NEVER_LINKED,
          QR_PENDING,
          PAIRING_CODE_PENDING,
          ONLINE,
          LOGGED_OUT,
          REMOVED_ON_THE_PHONE,
          REPLACED ->
          Map.of();
    };
  }

  /// Whether WhatsApp lists a device of the instance.
  boolean hasDevice() {
    return switch (this) {
      case NEVER_LINKED, QR_PENDING, PAIRING_CODE_PENDING, LOGGED_OUT, REMOVED_ON_THE_PHONE ->
          false;
      case LOGGING_IN,
          ONLINE,
          BACKING_OFF,
          UNLINK_PENDING,
          REPLACED,
          TEMPORARILY_BANNED,
          LOCKED,
          CLIENT_OUTDATED,
          BANNED ->
          true;
    };
  }

  /// As far as it goes without the faults.
  Subject prepare(Tenant tenant, Call call) {
    Tenant.Instance instance = tenant.create(call.name());
    Simulation.Phone phone = linked ? instance.link() : tenant.simulation().newPhone();
    return new Subject(tenant, instance, phone, call);
  }

  /// The rest of the way, with the faults in force. Returns as soon as the state is reached.
  void enter(Subject subject) {
    Tenant.Instance instance = subject.instance();
    switch (this) {
      case NEVER_LINKED, ONLINE -> {}
      case QR_PENDING -> instance.qrCode();
      case PAIRING_CODE_PENDING -> succeeds(subject.make(Call.CONNECT_WITH_NUMBER));
      case LOGGING_IN, BACKING_OFF, TEMPORARILY_BANNED, LOCKED, CLIENT_OUTDATED, BANNED ->
          succeeds(subject.make(Call.RECONNECT));
      case UNLINK_PENDING -> instance.logout().isFailure(500, "Failed to logout instance");
      case LOGGED_OUT -> instance.logout().isLoggedOut();
      case REMOVED_ON_THE_PHONE -> subject.phone().unlinkFirstDevice();
      case REPLACED -> subject.phone().replaceFirstDevice();
    }
    instance.awaitStatus(status);
  }

  /// One instance, the phone it is or could be linked with, and the call that is made to it.
  record Subject(Tenant tenant, Tenant.Instance instance, Simulation.Phone phone, Call call) {

    Response make(Call other) {
      return other.make(tenant, instance, phone.number());
    }

    Response makeItsCall() {
      return make(call);
    }

    int devices() {
      return phone.devices().size();
    }
  }

  private static void succeeds(Response response) {
    assertThat(response.status()).as(response.body()).isEqualTo(200);
  }
}
