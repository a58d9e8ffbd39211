package io.linkfleet.settings;

import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;

/// What is wrong with which setting, in one line. A value that can't be read as what it should be
/// is never shown: it may be a secret that went to the wrong name. Where it comes from is.
final class Refusal {
  private Refusal() {}

  /// Empty where the failure is not about a setting.
  static Optional<String> of(Throwable failure) {
    List<Throwable> chain =
        Stream.iterate(failure, each -> each != null, Throwable::getCause).toList();
    return chain.stream()
        .filter(InvalidSetting.class::isInstance)
        .map(Throwable::getMessage)
        .findFirst()
        .or(
            () ->
                chain.stream()
                    .map(Refusal::unreadable)
                    .flatMap(Optional::stream)
                    .reduce((outer, inner) -> inner));
  }

  private static Optional<String> unreadable(Throwable failure) {
    return switch (failure) {
      case BindException refused -> Optional.of(unreadable(refused));
      case InvalidConfigurationPropertyValueException refused ->
          Optional.of(refused.getName() + ": not a value it can have (not shown)");
      default -> Optional.empty();
    };
  }

  private static String unreadable(BindException refused) {
    ConfigurationProperty property = refused.getProperty();
    String name = (property == null ? refused.getName() : property.getName()).toString();
    Class<?> type = refused.getTarget().getType().resolve(Object.class);
    return name + ": not " + kind(type) + origin(property);
  }

  private static String kind(Class<?> type) {
    if (type.isEnum()) {
      String names =
          String.join(", ", Arrays.stream(type.getEnumConstants()).map(Refusal::wireName).toList());
      return "one of " + names;
    }
    if (type == Duration.class) {
      return "a duration like 500ms, 10s, 5m or 24h";
    }
    if (type == boolean.class || type == Boolean.class) {
      return "true or false";
    }
    if (type == URI.class) {
      return "a URL";
    }
    return type.isPrimitive() || Number.class.isAssignableFrom(type)
        ? "a whole number in the range there is"
        : "readable";
  }

  private static String wireName(Object constant) {
    return ((Enum<?>) constant).name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static String origin(ConfigurationProperty property) {
    return property == null || property.getOrigin() == null
        ? ""
        : " (" + property.getOrigin().toString().lines().findFirst().orElse("") + ")";
  }
}
