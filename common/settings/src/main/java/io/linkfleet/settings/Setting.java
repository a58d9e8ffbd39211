package io.linkfleet.settings;

import java.time.Duration;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.function.Supplier;

/// What records of settings check their values with. Each method throws [InvalidSetting] with the
/// name of the property.
public final class Setting {
  /// As many milliseconds as the clients of Kafka and Redis can be told.
  private static final Duration LONGEST = Duration.ofDays(24);

  private Setting() {}

  /// A value that its own type refuses; that type's reason is the text.
  public static void valid(String property, Supplier<?> value) {
    try {
      var _ = value.get();
    } catch (InvalidSetting refused) {
      throw refused;
    } catch (IllegalArgumentException refused) {
      throw new InvalidSetting(property, refused.getMessage());
    }
  }

  public static void given(String property, String value) {
    if (value == null || value.isBlank()) {
      throw new InvalidSetting(property, "required, and not set");
    }
  }

  /// Keys by id at `prefix.keys`, and which of them is active at `prefix.active-key`. Neither a key
  /// nor what was given as the active id is shown: they are easily mistaken for each other.
  public static void keyRing(
      String prefix, String active, Map<String, String> keys, BiFunction<String, String, ?> key) {
    given(prefix + ".active-key", active);
    if (keys.isEmpty()) {
      throw new InvalidSetting(prefix + ".keys.<id>", "required, and not set");
    }
    keys.forEach((id, text) -> valid(prefix + ".keys." + id, () -> key.apply(id, text)));
    if (!keys.containsKey(active)) {
      throw new InvalidSetting(
          prefix + ".active-key",
          "not the id of a key; there is " + String.join(", ", new TreeSet<>(keys.keySet())));
    }
  }

  public static void atLeast(String property, int least, int value) {
    if (value < least) {
      throw new InvalidSetting(property, "at least " + least + ", not " + value);
    }
  }

  public static void between(String property, int least, int most, int value) {
    if (value < least || value > most) {
      throw new InvalidSetting(property, "from " + least + " to " + most + ", not " + value);
    }
  }

  /// From a millisecond to 24 days.
  public static void positive(String property, Duration value) {
    between(property, Duration.ofMillis(1), LONGEST, value);
  }

  /// From zero to 24 days.
  public static void notNegative(String property, Duration value) {
    between(property, Duration.ZERO, LONGEST, value);
  }

  public static void between(String property, Duration least, Duration most, Duration value) {
    if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
      throw new InvalidSetting(
          property, "from " + text(least) + " to " + text(most) + ", not " + text(value));
    }
  }

  /// `value` must not be below what the other property says.
  public static void notBelow(String property, Duration value, String other, Duration least) {
    if (value.compareTo(least) < 0) {
      throw new InvalidSetting(
          property, text(value) + " is below " + other + ", which is " + text(least));
    }
  }

  /// As one writes it in a setting.
  static String text(Duration value) {
    if (value.toMillis() % 1_000 != 0) {
      return value.toMillis() + "ms";
    }
    long seconds = value.toSeconds();
    if (seconds != 0 && seconds % 86_400 == 0) {
      return seconds / 86_400 + "d";
    }
    return seconds != 0 && seconds % 3_600 == 0 ? seconds / 3_600 + "h" : seconds + "s";
  }
}
