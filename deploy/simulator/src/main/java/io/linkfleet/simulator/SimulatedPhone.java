package io.linkfleet.simulator;

import io.linkfleet.simulator.chat.ChatServer;
import io.linkfleet.simulator.phone.LinkedDevice;
import io.linkfleet.simulator.phone.Phone;
import io.linkfleet.simulator.phone.Refusal;
import io.linkfleet.whatsapp.node.Jid;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/// A phone in the hand of a test. What it can't do, it refuses with a [Refusal] that says why.
public final class SimulatedPhone {
  private final Phone phone;
  private final ChatServer chat;
  private final Listener listener;

  SimulatedPhone(Phone phone, ChatServer chat, Listener listener) {
    this.phone = phone;
    this.chat = chat;
    this.listener = listener;
  }

  public String number() {
    return phone.number();
  }

  /// Scans a QR code's text. Returns the new device's address once pair-success is on its way.
  public Jid scan(String qr) {
    return listener.call(() -> chat.scan(phone, qr));
  }

  /// Types a code. Returns the new device's address once pair-success is on its way; waits for the
  /// companion's part in between.
  public Jid enterCode(String code) {
    CompletableFuture<Jid> device = listener.call(() -> chat.enterCode(phone, code));
    try {
      return device.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof Refusal refusal ? refusal : e;
    }
  }

  /// Asks the companion that waits for a code of this number to show another one.
  public void askForFreshCode() {
    listener.call(
        () -> {
          chat.askForFreshCode(phone);
          return true;
        });
  }

  /// The linked devices, as the phone lists them.
  public List<Jid> devices() {
    return listener.call(
        () -> phone.devices().stream().map(LinkedDevice::number).map(phone::jid).toList());
  }

  /// A client elsewhere logs in with the keys of a device that is connected.
  public void replace(int device) {
    listener.call(() -> chat.replace(phone, device));
  }

  /// Removes a device from the phone.
  public void unlink(int device) {
    listener.call(() -> chat.unlink(phone, device));
  }
}
