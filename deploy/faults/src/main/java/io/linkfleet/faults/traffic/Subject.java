package io.linkfleet.faults.traffic;

import io.linkfleet.faults.chronicle.Chronicle;
import io.linkfleet.faults.chronicle.Device;
import io.linkfleet.faults.chronicle.Device.Ask;
import io.linkfleet.faults.chronicle.Op;
import io.linkfleet.faults.fleet.Simulator;
import io.linkfleet.faults.process.Patience;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import tools.jackson.databind.JsonNode;

/// One instance, the phone it is linked to, and what a tenant does with them. One caller at a
/// time has it in hand, so what is asked of it is asked in an order that is known.
public final class Subject {
  private static final Duration CONNECTED_WITHIN = Duration.ofSeconds(15);
  private static final Duration LOOK_EVERY = Duration.ofMillis(300);

  private final String token;
  private final String name;
  private final String number;
  private final Door door;
  private final Simulator simulator;
  private final Chronicle chronicle;
  private final ReentrantLock inHand = new ReentrantLock();
  private final Set<String> ofDeleted = new HashSet<>();
  private boolean exists;
  private boolean alone;

  Subject(
      String token,
      String name,
      String number,
      Door door,
      Simulator simulator,
      Chronicle chronicle) {
    this.token = token;
    this.name = name;
    this.number = number;
    this.door = door;
    this.simulator = simulator;
    this.chronicle = chronicle;
  }

  public String name() {
    return name;
  }

  String token() {
    return token;
  }

  boolean exists() {
    return exists;
  }

  /// Whether nobody asks it for anything until [#accompany].
  boolean isAlone() {
    return alone;
  }

  void leaveAlone() {
    chronicle.note("left alone: " + name);
    alone = true;
  }

  void accompany() {
    alone = false;
  }

  boolean take() {
    return inHand.tryLock();
  }

  void giveBack() {
    inHand.unlock();
  }

  /// Those of which nothing said so far rules out that they are linked; not those of an instance
  /// that was deleted and had the same name.
  List<Device> devices() {
    return chronicle.devicesOf(name).stream()
        .filter(device -> device.mayBeLinked() && !ofDeleted.contains(device.jid()))
        .toList();
  }

  boolean hasWantedDevice() {
    return devices().stream().anyMatch(Device::isWanted);
  }

  void create() {
    Answer answer = call(Op.CREATE, "POST", "/api/instance/new", "{\"name\":\"" + name + "\"}");
    if (answer.is(201) || answer.is(409)) {
      exists = true;
      simulator.switchOn(number);
    }
  }

  /// Asks for a code and has the phone scan it; true when the API said in the end that it is
  /// connected.
  boolean link() {
    Answer answer = call(Op.CONNECT, "GET", "/api/instance/connect/" + name, "");
    if (!answer.is(200)) {
      return false;
    }
    String code = answer.body().path("qrCode").asString("");
    Optional<String> scanned = code.isEmpty() ? Optional.empty() : simulator.scan(number, code);
    scanned.ifPresent(jid -> chronicle.linked(Device.linked(jid, name, number)));
    boolean connected =
        (scanned.isPresent() || code.isEmpty()) && Patience.await(CONNECTED_WITHIN, this::isShown);
    if (connected) {
      scanned.ifPresent(jid -> chronicle.learn(jid, "announced", Device::asAnnounced));
    }
    return connected;
  }

  private boolean isShown() {
    boolean connected = status().equals("connected");
    if (!connected) {
      Patience.rest(LOOK_EVERY);
    }
    return connected;
  }

  /// What the API says that it is doing; empty when it does not say.
  String status() {
    JsonNode instances =
        call(Op.LIST, "GET", "/api/instance/list?instanceName=" + name, "")
            .body()
            .path("instances");
    return instances.path(0).path("status").asString("");
  }

  void reconnect() {
    call(Op.RECONNECT, "POST", "/api/instance/reconnect/" + name, "");
  }

  /// True when it was answered 200.
  boolean logout() {
    List<Device> leaving = devices();
    Answer answer = call(Op.LOGOUT, "DELETE", "/api/instance/logout/" + name, "");
    leaving.forEach(device -> asked(device, answer, answer.is(200)));
    return answer.is(200);
  }

  /// True when it was answered 200.
  boolean delete() {
    List<Device> leaving = devices();
    Answer answer = call(Op.DELETE, "DELETE", "/api/instance/delete/" + name, "");
    leaving.forEach(device -> asked(device, answer, false));
    if (answer.is(200) || answer.is(404)) {
      exists = false;
      leaving.forEach(device -> ofDeleted.add(device.jid()));
    }
    return answer.is(200);
  }

  private void asked(Device device, Answer answer, boolean confirmed) {
    Ask ask = new Ask(answer.call().id(), answer.call().op(), answer.status());
    chronicle.learn(device.jid(), "asked", before -> before.asAsked(ask));
    if (confirmed) {
      boolean linked = simulator.isLinked(device.number(), device.jid());
      chronicle.learn(device.jid(), "confirmed", before -> before.asConfirmed(linked));
    }
  }

  /// The phone's owner removes a device.
  void removeOnPhone() {
    devices().stream()
        .findFirst()
        .filter(device -> simulator.unlink(device.number(), device.jid()))
        .ifPresent(
            device -> chronicle.learn(device.jid(), "removedOnPhone", Device::asRemovedOnPhone));
  }

  private Answer call(Op op, String method, String path, String body) {
    return door.call(op, name, method, path, token, body);
  }
}
