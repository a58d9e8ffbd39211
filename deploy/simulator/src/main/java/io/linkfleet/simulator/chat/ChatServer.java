package io.linkfleet.simulator.chat;

import io.linkfleet.simulator.count.Count;
import io.linkfleet.simulator.count.Counts;
import io.linkfleet.simulator.fault.Faults;
import io.linkfleet.simulator.phone.Phone;
import io.linkfleet.simulator.phone.Phones;
import io.linkfleet.simulator.phone.Refusal;
import io.linkfleet.simulator.phone.ScannedCode;
import io.linkfleet.simulator.state.TrustKeys;
import io.linkfleet.whatsapp.node.Jid;
import io.linkfleet.whatsapp.pairing.PairingCode;
import io.linkfleet.whatsapp.pairing.QrCode;
import io.netty.channel.ChannelHandler;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/// The server as phones and operators see it. All methods are for the simulator's thread.
public final class ChatServer {
  private final Server server;
  private final Greeter greeter;

  public ChatServer(
      ChatRules rules,
      TrustKeys trust,
      Phones phones,
      Counts counts,
      Supplier<Faults> faults,
      Clockwork clockwork) {
    this.server =
        new Server(
            rules,
            clockwork.clock(),
            clockwork.random(),
            phones,
            counts,
            faults,
            new Switchboard());
    this.greeter = new Greeter(trust, clockwork.clock().instant(), clockwork.random());
  }

  /// Time and randomness.
  public record Clockwork(InstantSource clock, SecureRandom random) {}

  /// What handles one WebSocket; to stand in its pipeline before the upgrade happens.
  public ChannelHandler newConnection() {
    return new ChatHandler(server, greeter);
  }

  /// The phone's camera saw this text. Returns the new device's address once pair-success is on
  /// its way to the companion, or throws [Refusal].
  public Jid scan(Phone phone, String text) {
    QrCode code = ScannedCode.read(text, server.rules().lenient());
    return server
        .switchboard()
        .showing(code.reference())
        .orElseThrow(() -> new Refusal(410, "no connected companion shows this code"))
        .scanned(phone, code);
  }

  /// The phone's owner typed this code. Completes with the new device's address once pair-success
  /// is on its way, exceptionally with a [Refusal]; throws one if it need not even be tried.
  public CompletableFuture<Jid> enterCode(Phone phone, String text) {
    PairingCode code = code(text);
    return awaitingCode(phone).codeEntered(phone, code);
  }

  /// The companion that waits for a code of this phone is told to show another (`refresh_code`).
  public void askForFreshCode(Phone phone) {
    awaitingCode(phone).freshCodeWanted();
  }

  private RegistrationStream awaitingCode(Phone phone) {
    return server
        .switchboard()
        .awaitingCode(phone.number())
        .orElseThrow(() -> new Refusal(404, "no companion waits for a code of this number"));
  }

  private static PairingCode code(String text) {
    try {
      return PairingCode.parse(text);
    } catch (IllegalArgumentException e) {
      throw new Refusal(400, e.getMessage());
    }
  }

  /// The phone removes one of its devices. If it is connected it is told and disconnected.
  public Jid unlink(Phone phone, int device) {
    if (server.phones().remove(phone, device).isEmpty()) {
      throw new Refusal(404, "this phone has no such device");
    }
    server.counts().add(Count.PHONE_UNLINKS);
    Jid jid = phone.jid(device);
    server.switchboard().streamsOf(jid).forEach(DeviceStream::removedByPhone);
    return jid;
  }

  /// Another client that holds the device's keys takes the place of the connection that is up.
  public Jid replace(Phone phone, int device) {
    Jid jid = phone.jid(device);
    List<DeviceStream> streams = server.switchboard().streamsOf(jid);
    if (streams.isEmpty()) {
      throw new Refusal(409, "no such device of this phone is connected");
    }
    streams.forEach(DeviceStream::replaced);
    return jid;
  }

  /// Cuts every connection without a word, as a network failure does.
  public void dropConnections() {
    server.switchboard().connections().forEach(ChatConnection::drop);
  }

  /// How many streams are logged in as this device.
  public int connectionsOf(Jid device) {
    return server.switchboard().streamsOf(device).size();
  }

  public int openConnections() {
    return server.switchboard().openConnections();
  }
}
