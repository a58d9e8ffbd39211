package io.linkfleet.faults.broker;

/// An event as it is on the topic: whose, which in the order of its instance, and its whole text.
public record PublishedEvent(String instance, long sequence, String text) {}
