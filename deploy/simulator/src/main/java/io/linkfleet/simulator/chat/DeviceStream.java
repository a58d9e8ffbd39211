package io.linkfleet.simulator.chat;

import io.linkfleet.simulator.count.Count;
import io.linkfleet.simulator.fault.Fault;
import io.linkfleet.simulator.fault.Faults;
import io.linkfleet.simulator.phone.LinkedDevice;
import io.linkfleet.simulator.phone.Phone;
import io.linkfleet.whatsapp.node.Jid;
import io.linkfleet.whatsapp.node.Node;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ScheduledFuture;

/// A linked device, logged in: its queries are answered, it is pinged and notified, and removed
/// when it or its phone asks.
final class DeviceStream implements Stream {
  private static final int LOW_PRE_KEYS = 5;

  private final Server server;
  private final ChatConnection connection;
  private final Phone phone;
  private final int device;
  private final boolean passive;
  private final NotificationLedger notifications;
  private final DeviceQueries queries;
  private final Set<String> pings = new HashSet<>(2);
  private Optional<ScheduledFuture<?>> nextPing = Optional.empty();
  private Optional<Instant> replacedAt = Optional.empty();

  DeviceStream(
      Server server, ChatConnection connection, Phone phone, LinkedDevice device, boolean passive) {
    this.server = server;
    this.connection = connection;
    this.phone = phone;
    this.device = device.number();
    this.passive = passive;
    this.notifications = new NotificationLedger(server.rules(), server.counts());
    this.queries = new DeviceQueries(server, phone, device.number());
  }

  @Override
  public void open() {
    List<DeviceStream> before = server.switchboard().streamsOf(jid());
    server.switchboard().online(jid(), this);
    server.counts().atLeast(Count.MOST_CONNECTIONS_OF_ONE_DEVICE, before.size() + 1L);
    before.forEach(DeviceStream::replaced);
    connection.send(
        Node.named("success")
            .attribute("t", server.now())
            .attribute("lid", phone.lidJid(device))
            .attribute("location", "sim")
            .empty());
    connection.send(
        Node.named("ib")
            .children(
                Node.named("edge_routing")
                    .children(Node.named("routing_info").bytes(new byte[] {8, 2, 8, 5}))));
    server
        .faults()
        .get()
        .clientExpiresIn()
        .ifPresent(seconds -> connection.send(Stanzas.clientExpires(server.now() + seconds)));
    if (!passive) {
      sendBacklog();
    }
    schedulePing();
  }

  @Override
  public void on(Node node) {
    if (node.is("ack")) {
      notifications.acked(node);
    } else if (node.is("iq")) {
      onQuery(node);
    }
  }

  private void onQuery(Node iq) {
    switch (iq.attribute("type").orElse("")) {
      case "result", "error" -> answered(iq);
      default -> {
        if (iq.attribute("id").isEmpty()) {
          connection.end(Stanzas.notWellFormed());
        } else if (iq.child("remove-companion-device").isPresent()) {
          unlink(iq, iq.child("remove-companion-device").get());
        } else {
          connection.send(queries.answer(iq));
          if (iq.attributeIs("xmlns", "passive") && iq.child("active").isPresent()) {
            sendBacklog();
          }
        }
      }
    }
  }

  private void answered(Node iq) {
    if (pings.remove(iq.attribute("id").orElse(""))) {
      server.counts().add(Count.SERVER_PINGS_ANSWERED);
    }
  }

  /// What waited while the device was away: one harmless notification, and a reminder to upload
  /// pre-keys if few are left.
  private void sendBacklog() {
    notify("account_sync", Node.named("disappearing_mode").attribute("duration", 0).empty());
    int preKeys = phone.device(device).map(LinkedDevice::preKeys).orElse(0);
    if (preKeys < LOW_PRE_KEYS) {
      notify("encrypt", Node.named("count").attribute("value", preKeys).empty());
    }
    connection.send(Node.named("ib").children(Node.named("offline").attribute("count", 1).empty()));
  }

  private void notify(String type, Node content) {
    connection.send(
        notifications.sent(
            Node.named("notification")
                .attribute("from", Jid.SERVER)
                .attribute("type", type)
                .attribute("id", server.switchboard().nextId())
                .attribute("t", server.now())
                .children(content)));
  }

  private void unlink(Node iq, Node request) {
    Optional<Jid> target = server.rules().address(request, "jid");
    if (!request.attributeIs("reason", "user_initiated") || target.isEmpty()) {
      connection.send(Stanzas.error(iq, 400, "bad-request"));
      return;
    }
    if (!target.get().equals(jid())) {
      connection.send(Stanzas.error(iq, 403, "forbidden"));
      return;
    }
    server.counts().add(Count.UNLINKS_RECEIVED);
    Faults faults = server.faults().get();
    if (faults.has(Fault.HANG_UNLINK)) {
      return;
    }
    if (faults.has(Fault.DROP_BEFORE_UNLINK)) {
      connection.drop();
    } else if (faults.unlinkError().isPresent()) {
      connection.send(Stanzas.error(iq, faults.unlinkError().getAsInt(), "fault"));
    } else {
      remove(iq, faults);
    }
  }

  private void remove(Node iq, Faults faults) {
    server.phones().remove(phone, device);
    server.counts().add(Count.UNLINKS_DONE);
    if (faults.has(Fault.DROP_AFTER_UNLINK)) {
      connection.drop();
    } else if (faults.has(Fault.RESULT_ONLY)) {
      connection.send(Stanzas.result(iq).empty());
    } else if (faults.has(Fault.DEVICE_REMOVED_ONLY)) {
      connection.end(Stanzas.deviceRemoved());
    } else if (faults.has(Fault.DEVICE_REMOVED_FIRST)) {
      connection.end(Stanzas.deviceRemoved(), Stanzas.result(iq).empty());
    } else {
      connection.end(Stanzas.result(iq).empty(), Stanzas.deviceRemoved());
    }
  }

  void removedByPhone() {
    connection.end(Stanzas.deviceRemoved());
  }

  void replaced() {
    replacedAt = replacedAt.or(() -> Optional.of(server.clock().instant()));
    server.counts().add(Count.REPLACED);
    connection.end(Stanzas.replaced());
  }

  private void schedulePing() {
    if (server.rules().serverPing().isPositive()) {
      nextPing = Optional.of(connection.after(server.rules().serverPing(), this::ping));
    }
  }

  private void ping() {
    String id = server.switchboard().nextId();
    pings.clear();
    pings.add(id);
    server.counts().add(Count.SERVER_PINGS);
    connection.send(Stanzas.query(id, "get", "urn:xmpp:ping").attribute("t", server.now()).empty());
    schedulePing();
  }

  private void countOverlap(Instant since) {
    long millis = Duration.between(since, server.clock().instant()).toMillis();
    server.counts().atLeast(Count.LONGEST_OVERLAP, millis);
  }

  private Jid jid() {
    return phone.jid(device);
  }

  @Override
  public void closed() {
    nextPing.ifPresent(timer -> timer.cancel(false));
    replacedAt.ifPresent(this::countOverlap);
    server.switchboard().offline(jid(), this);
  }
}
