package io.linkfleet.simulator.chat;

import io.linkfleet.whatsapp.node.Jid;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Who is connected: every connection, streams without a device by the refs they show and by the
/// number whose code they wait for, streams with one by device.
final class Switchboard {
  private final Set<ChatConnection> connections = new HashSet<>();
  private final Map<String, RegistrationStream> byRef = new HashMap<>();
  private final Map<String, RegistrationStream> byNumber = new HashMap<>();
  private final Map<Jid, List<DeviceStream>> byDevice = new HashMap<>();
  private long lastId;

  /// An id no other stanza of this server has.
  String nextId() {
    return Long.toString(++lastId);
  }

  void opened(ChatConnection connection) {
    connections.add(connection);
  }

  void closed(ChatConnection connection) {
    connections.remove(connection);
  }

  Set<ChatConnection> connections() {
    return Set.copyOf(connections);
  }

  int openConnections() {
    return connections.size();
  }

  void show(List<String> refs, RegistrationStream stream) {
    refs.forEach(ref -> byRef.put(ref, stream));
  }

  Optional<RegistrationStream> showing(String ref) {
    return Optional.ofNullable(byRef.get(ref));
  }

  /// One live code per number: the stream that asked last has it.
  void awaitCode(String number, RegistrationStream stream) {
    byNumber.put(number, stream);
  }

  Optional<RegistrationStream> awaitingCode(String number) {
    return Optional.ofNullable(byNumber.get(number));
  }

  void leave(List<String> refs, RegistrationStream stream) {
    refs.forEach(byRef::remove);
    byNumber.values().remove(stream);
  }

  void online(Jid device, DeviceStream stream) {
    byDevice.computeIfAbsent(device, _ -> new ArrayList<>(1)).add(stream);
  }

  /// The streams logged in as this device, oldest first.
  List<DeviceStream> streamsOf(Jid device) {
    return List.copyOf(byDevice.getOrDefault(device, List.of()));
  }

  void offline(Jid device, DeviceStream stream) {
    byDevice.computeIfPresent(
        device,
        (_, streams) -> {
          streams.remove(stream);
          return streams.isEmpty() ? null : streams;
        });
  }
}
