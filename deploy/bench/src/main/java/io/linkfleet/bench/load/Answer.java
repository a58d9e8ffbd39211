package io.linkfleet.bench.load;

/// What came back, and how long after the first byte of the request had left.
public record Answer(int status, String text, long nanos) {}
