package io.linkfleet.registry;

import io.linkfleet.contract.AccountId;
import java.time.Instant;
import java.util.Objects;
import java.util.OptionalInt;

/// A tenant: how many instances it may have, and its own limit of calls per window if the operator
/// gave it one. `deletionPending` once its deletion has begun: it has no token any more, and exists
/// only until its last instance is gone.
public record Account(
    AccountId id,
    String name,
    int quota,
    OptionalInt callLimit,
    Instant createdAt,
    boolean deletionPending) {
  private static final int MAX_CALL_LIMIT = 100_000;

  public Account {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(createdAt, "createdAt");
    if (!isValidName(name)) {
      throw new IllegalArgumentException("an account name is 1 to 100 printable characters");
    }
    if (!isValidQuota(quota)) {
      throw new IllegalArgumentException("a quota is not negative: " + quota);
    }
    if (callLimit.isPresent() && !isValidCallLimit(callLimit.getAsInt())) {
      throw new IllegalArgumentException("a limit of calls is 1 to " + MAX_CALL_LIMIT);
    }
  }

  public static boolean isValidName(String text) {
    return !text.isBlank()
        && text.length() <= 100
        && text.codePoints().noneMatch(Character::isISOControl);
  }

  public static boolean isValidQuota(int quota) {
    return quota >= 0;
  }

  /// The log of a window has an entry for each admitted call, hence a bound.
  public static boolean isValidCallLimit(int limit) {
    return limit >= 1 && limit <= MAX_CALL_LIMIT;
  }
}
