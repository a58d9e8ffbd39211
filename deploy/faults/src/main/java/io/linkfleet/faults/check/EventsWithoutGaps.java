package io.linkfleet.faults.check;

import io.linkfleet.faults.broker.PublishedEvent;
import io.linkfleet.faults.redis.StoredInstance;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Each instance's sequence begins at 1; one that comes again is the same text; a number that is
/// new is the last one's successor; the last one is what Redis counted.
final class EventsWithoutGaps implements Invariant {
  @Override
  public String promise() {
    return "the events of an instance have no gaps, and come again only whole";
  }

  @Override
  public List<String> violations(Evidence evidence) {
    List<String> found = new ArrayList<>();
    Map<String, Map<Long, String>> seen = new HashMap<>();
    for (PublishedEvent event : evidence.events()) {
      Map<Long, String> ofInstance = seen.computeIfAbsent(event.instance(), _ -> new HashMap<>());
      String before = ofInstance.putIfAbsent(event.sequence(), event.text());
      if (before == null && ofInstance.size() != event.sequence()) {
        found.add(
            "%s: %d came as number %d"
                .formatted(event.instance(), event.sequence(), ofInstance.size()));
      } else if (before != null && !before.equals(event.text())) {
        found.add(
            "%s: %d is two events: %s and %s"
                .formatted(event.instance(), event.sequence(), before, event.text()));
      }
    }
    for (StoredInstance stored : evidence.stored()) {
      int published = seen.getOrDefault(stored.id(), Map.of()).size();
      if (stored.unpublished() > 0 || (stored.events() > 0 && stored.events() != published)) {
        found.add(
            "%s: %d events counted, %d published, %d waiting"
                .formatted(stored.id(), stored.events(), published, stored.unpublished()));
      }
    }
    return found;
  }
}
