package io.linkfleet.registry;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/// An attempt to deliver something to a webhook, and what came of it. `id` and `type` are those of
/// what was to be delivered; `status` is what the receiver answered, `error` a word for why it did
/// not. `at` and `took` are whole milliseconds.
public record Attempt(
    String id,
    String type,
    Instant at,
    Result result,
    OptionalInt status,
    Optional<String> error,
    Duration took) {
  private static final Pattern WORD = Pattern.compile("[a-z0-9_.-]{1,100}");
  private static final int FIELDS = 6;

  public Attempt {
    for (String word : List.of(id, type, error.orElse("none"))) {
      if (!WORD.matcher(word).matches()) {
        throw new IllegalArgumentException("ids, types and errors are words");
      }
    }
    at = Instant.ofEpochMilli(at.toEpochMilli());
    took = Duration.ofMillis(took.toMillis());
    Objects.requireNonNull(result, "result");
    Objects.requireNonNull(status, "status");
  }

  /// What is to become of what was to be delivered. The wire name is the contract with callers.
  public enum Result {
    DELIVERED,
    /// Not taken; it will be tried again.
    RETRYING,
    /// Not taken, and given up.
    FAILED;

    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /// As it is kept behind its id and how many there were.
  byte[] stored() {
    return String.join(
            "\n",
            type,
            Long.toString(at.toEpochMilli()),
            result.name(),
            status.isPresent() ? Integer.toString(status.getAsInt()) : "",
            error.orElse(""),
            Long.toString(took.toMillis()))
        .getBytes(StandardCharsets.US_ASCII);
  }

  static Attempt ofStored(String id, String stored) {
    String[] fields = stored.split("\n", FIELDS);
    return new Attempt(
        id,
        fields[0],
        Instant.ofEpochMilli(Long.parseLong(fields[1])),
        Result.valueOf(fields[2]),
        fields[3].isEmpty() ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(fields[3])),
        Optional.of(fields[4]).filter(error -> !error.isEmpty()),
        Duration.ofMillis(Long.parseLong(fields[5])));
  }
}
