package io.linkfleet.worker.session;

import static io.linkfleet.worker.session.Story.id;

import io.linkfleet.contract.Command;
import io.linkfleet.contract.InstanceStatus;
import io.linkfleet.worker.device.DeviceCredentials;
import io.linkfleet.worker.device.Devices;
import io.linkfleet.worker.whatsapp.WhatsAppEvent;
import java.util.List;
import java.util.Optional;

/// A way to be in each state of a link; together they leave out none.
enum Circumstance {
  NEVER_LINKED(Link.Unlinked.class),
  LOGGED_OUT(Link.Unlinked.class),
  REGISTERING(Link.Registering.class),
  REGISTERING_BY_CODE(Link.Registering.class),
  SHOWING_QR(Link.ShowingQr.class),
  SHOWING_PAIRING_CODE(Link.ShowingPairingCode.class),
  CONFIRMING(Link.Confirming.class),
  LOGGING_IN(Link.LoggingIn.class),
  ONLINE(Link.Online.class),
  BACKING_OFF(Link.BackingOff.class),
  HALTED(Link.Halted.class),
  DELETED(Link.Deleted.class);

  static final DeviceCredentials DEVICE = Devices.linked();

  /// A command that waits, in the states of a pairing without a code.
  static final int WAITING = 800;

  final Class<? extends Link> link;

  Circumstance(Class<? extends Link> link) {
    this.link = link;
  }

  Story story() {
    return switch (this) {
      case NEVER_LINKED -> Story.neverLinked();
      case LOGGED_OUT -> Story.of(Optional.empty(), List.of(), InstanceStatus.LOGGED_OUT);
      case REGISTERING -> Story.neverLinked().asks(id(WAITING), new Command.Connect());
      case REGISTERING_BY_CODE ->
          Story.neverLinked().asks(id(WAITING), new Command.ConnectByCode(Story.NUMBER));
      case SHOWING_QR -> Story.showingQr();
      case SHOWING_PAIRING_CODE -> Story.showingPairingCode();
      case CONFIRMING -> Story.showingPairingCode().hears(new WhatsAppEvent.Paired(DEVICE));
      case LOGGING_IN -> Story.loggingIn(DEVICE);
      case ONLINE -> Story.online(DEVICE);
      case BACKING_OFF ->
          Story.online(DEVICE).hears(new WhatsAppEvent.Closed(WhatsAppEvent.Cause.LOST));
      case HALTED -> Story.online(DEVICE).hears(new WhatsAppEvent.StreamReplaced());
      case DELETED -> Story.online(DEVICE).asks(id(WAITING), new Command.Delete());
    };
  }

  boolean hasDevice() {
    return switch (this) {
      case NEVER_LINKED,
          LOGGED_OUT,
          REGISTERING,
          REGISTERING_BY_CODE,
          SHOWING_QR,
          SHOWING_PAIRING_CODE,
          DELETED ->
          false;
      case CONFIRMING, LOGGING_IN, ONLINE, BACKING_OFF, HALTED -> true;
    };
  }
}
