package io.linkfleet.registry;

/// What is left of a budget: `remaining` of `limit` requests within the window, and the Unix second
/// in which the next one becomes free again.
public record Allowance(int limit, int remaining, long resetEpochSecond) {
  public Allowance {
    if (limit < 1 || remaining < 0 || remaining > limit) {
      throw new IllegalArgumentException("no allowance: " + remaining + " of " + limit);
    }
  }
}
