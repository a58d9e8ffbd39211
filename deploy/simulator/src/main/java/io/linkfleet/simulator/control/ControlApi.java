package io.linkfleet.simulator.control;

import io.linkfleet.simulator.chat.ChatServer;
import io.linkfleet.simulator.count.Stats;
import io.linkfleet.simulator.fault.FaultDocument;
import io.linkfleet.simulator.fault.FaultSwitch;
import io.linkfleet.simulator.phone.LinkedDevice;
import io.linkfleet.simulator.phone.Phone;
import io.linkfleet.simulator.phone.Phones;
import io.linkfleet.simulator.phone.Refusal;
import io.linkfleet.whatsapp.node.Jid;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The control API: from method, path and body to an [Answer]. For the simulator's thread.
public final class ControlApi {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String PHONE = "/phones/([^/]+)";

  private final Phones phones;
  private final ChatServer chat;
  private final FaultSwitch faults;
  private final List<Route> routes;

  private interface Action {
    CompletableFuture<Answer> on(Matcher path, byte[] body);
  }

  private record Route(String method, Pattern path, Action action) {}

  public ControlApi(
      Phones phones,
      ChatServer chat,
      FaultSwitch faults,
      Supplier<Stats> stats,
      String rootKeyHex) {
    this.phones = phones;
    this.chat = chat;
    this.faults = faults;
    this.routes =
        List.of(
            route("POST", "/phones", (_, body) -> now(add(body))),
            route("POST", PHONE + "/scan", (path, body) -> now(scan(path, body))),
            route("POST", PHONE + "/enter-code", this::enterCode),
            route("GET", PHONE + "/devices", (path, _) -> now(devices(path))),
            route("DELETE", PHONE + "/devices/([^/]+)", (path, _) -> now(unlink(path))),
            route("POST", PHONE + "/devices/([^/]+)/replace", (path, _) -> now(replace(path))),
            route("GET", "/devices", (_, _) -> now(allDevices())),
            route("DELETE", "/connections", (_, _) -> now(dropConnections())),
            route("GET", "/stats", (_, _) -> now(Answer.ok(stats.get().flat()))),
            route("GET", "/faults", (_, _) -> now(shownFaults())),
            route("PUT", "/faults", (_, body) -> now(replaceFaults(body))),
            route("GET", "/root-key", (_, _) -> now(Answer.ok(Map.of("rootKey", rootKeyHex)))));
  }

  /// Never completes exceptionally for what a caller did wrong: that is an answer too.
  CompletableFuture<Answer> answer(String method, String path, byte[] body) {
    boolean known = false;
    for (Route route : routes) {
      Matcher matcher = route.path().matcher(path);
      if (matcher.matches()) {
        known = true;
        if (route.method().equals(method)) {
          return run(route, matcher, body);
        }
      }
    }
    return now(known ? Answer.error(405, "method not allowed") : Answer.error(404, "no such path"));
  }

  private static CompletableFuture<Answer> run(Route route, Matcher path, byte[] body) {
    try {
      return route.action().on(path, body).exceptionally(ControlApi::refused);
    } catch (Refusal refusal) {
      return now(Answer.of(refusal));
    }
  }

  private static Answer refused(Throwable problem) {
    return switch (problem) {
      case Refusal refusal -> Answer.of(refusal);
      case CompletionException e when e.getCause() instanceof Refusal refusal -> Answer.of(refusal);
      default -> throw new CompletionException(problem);
    };
  }

  private Answer add(byte[] body) {
    Phone phone = phones.findOrAdd(text(body, "number"));
    return Answer.ok(inOrder("number", phone.number(), "lid", phone.lid()));
  }

  private Answer scan(Matcher path, byte[] body) {
    return linked(chat.scan(phone(path), text(body, "qr")));
  }

  private CompletableFuture<Answer> enterCode(Matcher path, byte[] body) {
    return chat.enterCode(phone(path), text(body, "code")).thenApply(ControlApi::linked);
  }

  private Answer devices(Matcher path) {
    Phone phone = phone(path);
    return Answer.ok(
        phone.devices().stream()
            .map(LinkedDevice::number)
            .map(device -> inOrder("device", device, "jid", phone.jid(device).text()))
            .toList());
  }

  private Answer allDevices() {
    return Answer.ok(
        phones.all().stream()
            .flatMap(phone -> phone.devices().stream().map(LinkedDevice::number).map(phone::jid))
            .map(jid -> inOrder("jid", jid.text(), "connections", chat.connectionsOf(jid)))
            .toList());
  }

  /// Cuts every client off without a word, as a network failure does.
  private Answer dropConnections() {
    int open = chat.openConnections();
    chat.dropConnections();
    return Answer.ok(Map.of("dropped", open));
  }

  private Answer unlink(Matcher path) {
    int device = device(path);
    return linked(chat.unlink(phone(path), device));
  }

  private Answer replace(Matcher path) {
    int device = device(path);
    return linked(chat.replace(phone(path), device));
  }

  private Answer replaceFaults(byte[] body) {
    try {
      faults.replace(FaultDocument.read(json(body)));
      return shownFaults();
    } catch (IllegalArgumentException e) {
      throw new Refusal(400, e.getMessage());
    }
  }

  private Answer shownFaults() {
    return Answer.ok(FaultDocument.write(faults.get(), JSON));
  }

  private Phone phone(Matcher path) {
    return phones.get(Phone.requireNumber(path.group(1)));
  }

  private static int device(Matcher path) {
    String device = path.group(2);
    if (!device.matches("[0-9]{1,3}")) {
      throw new Refusal(400, "a device is a number");
    }
    return Integer.parseInt(device);
  }

  private static Answer linked(Jid device) {
    return Answer.ok(inOrder("device", device.device(), "jid", device.text()));
  }

  private static String text(byte[] body, String field) {
    JsonNode document = json(body);
    if (!document.isObject() || !document.path(field).isString() || document.size() != 1) {
      throw new Refusal(400, "the body is a JSON object with the text \"" + field + "\" alone");
    }
    return document.get(field).stringValue();
  }

  private static JsonNode json(byte[] body) {
    try {
      return JSON.readTree(body);
    } catch (JacksonException e) {
      throw new Refusal(400, "the body is not JSON");
    }
  }

  private static Route route(String method, String path, Action action) {
    return new Route(method, Pattern.compile(path), action);
  }

  private static CompletableFuture<Answer> now(Answer answer) {
    return CompletableFuture.completedFuture(answer);
  }

  /// `Map.of` would show its entries in another order at each start.
  private static Map<String, Object> inOrder(
      String first, Object value, String second, Object other) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put(first, value);
    json.put(second, other);
    return json;
  }
}
