package io.linkfleet.worker.inspection;

import io.linkfleet.contract.InstanceId;
import io.linkfleet.contract.Partitions;
import io.linkfleet.registry.Fence;
import io.linkfleet.registry.Registry;
import io.linkfleet.worker.ownership.CommandConsumer;
import io.linkfleet.worker.session.SessionView;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/// `GET /sessions/{instance}`, with the id that logs and events have. 200 from the worker that owns
/// the instance; 404 from any other, and then it names the partition and who took it last.
@RestController
public class SessionController {
  private final CommandConsumer consumer;
  private final Registry registry;
  private final Partitions partitions;

  public SessionController(CommandConsumer consumer, Registry registry, Partitions partitions) {
    this.consumer = consumer;
    this.registry = registry;
    this.partitions = partitions;
  }

  @GetMapping("/sessions/{instance}")
  public ResponseEntity<Map<String, Object>> session(@PathVariable String instance) {
    InstanceId id;
    try {
      id = new InstanceId(instance);
    } catch (IllegalArgumentException malformed) {
      return ResponseEntity.badRequest().body(Map.of("error", malformed.getMessage()));
    }
    int partition = partitions.of(id);
    Optional<Fence> fence = consumer.fenceOf(partition);
    return fence.isPresent() ? ours(id, fence.get()) : others(id, partition);
  }

  private ResponseEntity<Map<String, Object>> ours(InstanceId id, Fence fence) {
    Map<String, Object> told = new LinkedHashMap<>();
    told.put("instance", id.value());
    told.put("partition", fence.partition());
    told.put("owner", fence.workerId());
    told.put("epoch", fence.epoch().toString());
    Optional<SessionView> view = consumer.look(id);
    told.put("loaded", view.isPresent());
    view.ifPresent(session -> tell(session, told));
    return ResponseEntity.ok(told);
  }

  private static void tell(SessionView session, Map<String, Object> told) {
    told.put("state", session.state());
    session.since().ifPresent(since -> told.put("since", since));
    told.put("status", session.standing().status().wireName());
    told.put("reason", session.standing().reason().wireName());
    told.put("departing", session.departing());
    told.put("waitingCommands", session.waitingCommands());
    told.put("transitions", session.transitions());
  }

  private ResponseEntity<Map<String, Object>> others(InstanceId id, int partition) {
    Map<String, Object> told = new LinkedHashMap<>();
    told.put("instance", id.value());
    told.put("partition", partition);
    registry.ownerships().ownerOf(partition).ifPresent(worker -> told.put("owner", worker));
    return ResponseEntity.status(HttpStatus.NOT_FOUND).body(told);
  }
}
