package io.linkfleet.worker.whatsapp;

import io.linkfleet.worker.device.DeviceCredentials;
import java.util.function.UnaryOperator;

/// The credentials as they stand on this connection. A change is told at once.
final class CurrentDevice {
  private final StanzaStream stream;
  private DeviceCredentials credentials;

  CurrentDevice(StanzaStream stream, DeviceCredentials credentials) {
    this.stream = stream;
    this.credentials = credentials;
  }

  DeviceCredentials credentials() {
    return credentials;
  }

  void change(UnaryOperator<DeviceCredentials> edit) {
    DeviceCredentials changed = edit.apply(credentials);
    if (!changed.equals(credentials)) {
      credentials = changed;
      stream.emit(new WhatsAppEvent.CredentialsChanged(changed));
    }
  }
}
