package io.linkfleet.registry;

import java.time.Duration;

/// A budget is used up, that of a good token or of an address without one. Nothing was taken; one
/// request is free again after `retryAfter`.
public record Limited(Allowance allowance, Duration retryAfter) implements Admittance, Stranger {}
