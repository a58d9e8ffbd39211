package io.linkfleet.gateway.events;

import io.linkfleet.contract.InstanceEvent;
import io.linkfleet.contract.InstanceId;
import io.linkfleet.gateway.events.Message.Cause;
import io.linkfleet.registry.InstanceRecord;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What all pages of one caller show, and the pages. News come from one thread and in the order in
/// which they were read; each page is told them in that order.
final class Watch {
  private final Map<InstanceId, Shown> shown = new HashMap<>();
  private final Tally tally = new Tally();
  private final Set<Subscription> pages = new LinkedHashSet<>();
  private boolean loaded;

  /// A page that comes before the first load is opened with that.
  synchronized void join(Subscription page) {
    pages.add(page);
    if (loaded) {
      open(page);
    }
  }

  /// Whether it was the last.
  synchronized boolean leave(Subscription page) {
    pages.remove(page);
    return pages.isEmpty();
  }

  synchronized boolean isLoaded() {
    return loaded;
  }

  synchronized List<Subscription> pages() {
    return List.copyOf(pages);
  }

  synchronized void catchUp(Subscription page) {
    page.beginAnew(all());
  }

  /// The instances whose end or whose change no event may tell: a look at them is cheap.
  synchronized Set<InstanceId> toLookAt(Collection<InstanceId> existing) {
    Set<InstanceId> some = new HashSet<>(existing);
    some.removeAll(shown.keySet());
    shown.values().stream().filter(Shown::unlinkPending).map(Shown::id).forEach(some::add);
    return some;
  }

  /// All there are, as they were read just now.
  synchronized void load(Collection<InstanceRecord> records) {
    if (loaded) {
      Set<InstanceId> left = new HashSet<>(shown.keySet());
      for (InstanceRecord one : records) {
        left.remove(one.id());
        look(one);
      }
      left.forEach(this::remove);
      return;
    }
    records.forEach(one -> put(new Shown(one)));
    loaded = true;
    pages.forEach(this::open);
  }

  /// What the registry has of the instance that an event is about.
  synchronized void tell(InstanceEvent event, Optional<InstanceRecord> record) {
    if (!loaded) {
      return;
    }
    if (record.isEmpty()) {
      remove(event.instance());
      return;
    }
    Shown now = new Shown(record.get());
    put(now);
    tellAll(new Message.One(Cause.of(event), now, Optional.of(tally.id())));
  }

  /// What a look at the registry found of an instance.
  synchronized void look(InstanceRecord record) {
    Shown now = new Shown(record);
    Shown before = shown.get(now.id());
    if (loaded && (before == null || !before.looksLike(now))) {
      put(now);
      tellAll(new Message.One(Cause.lookAt(now), now, Optional.of(tally.id())));
    }
  }

  synchronized void keepOnly(Collection<InstanceId> existing) {
    Set<InstanceId> gone = new HashSet<>(shown.keySet());
    gone.removeAll(Set.copyOf(existing));
    gone.forEach(this::remove);
  }

  private synchronized void remove(InstanceId instance) {
    Shown gone = shown.remove(instance);
    if (gone != null) {
      tally.remove(gone);
      tellAll(new Message.Removed(gone.name(), Optional.of(tally.id())));
    }
  }

  private void put(Shown now) {
    Shown before = shown.put(now.id(), now);
    if (before != null) {
      tally.remove(before);
    }
    tally.add(now);
  }

  private void tellAll(Message message) {
    pages.forEach(page -> page.offer(message));
  }

  private void open(Subscription page) {
    Optional<Tally> seen = page.seen().filter(tally::hasTheInstancesOf);
    List<Shown> missed =
        inOrder().stream()
            .filter(one -> seen.isEmpty() || !tally.agreesOn(one.id(), seen.get()))
            .toList();
    if (seen.isEmpty() || missed.size() > Subscription.mostWaiting()) {
      page.beginAnew(all());
      return;
    }
    for (Shown one : missed) {
      boolean last = one == missed.getLast();
      Optional<String> id = last ? Optional.of(tally.id()) : Optional.empty();
      page.offer(new Message.One(Cause.lookAt(one), one, id));
    }
  }

  private Message.All all() {
    return new Message.All(inOrder(), Optional.of(tally.id()));
  }

  private List<Shown> inOrder() {
    return shown.values().stream()
        .sorted(Comparator.comparing((Shown one) -> one.name().value()))
        .toList();
  }
}
