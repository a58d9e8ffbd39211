package io.linkfleet.worker.events;

/// The broker did not take the events; they are still queued.
final class EventsNotPublished extends RuntimeException {
  EventsNotPublished(Throwable cause) {
    super("events not published: " + cause, cause);
  }
}
