package io.linkfleet.settings;

/// A program can't start with this property as it is set, or not set. The message is one line that
/// begins with the property's name; it is printed, so the reason never repeats a secret.
public final class InvalidSetting extends IllegalArgumentException {
  public InvalidSetting(String property, String reason) {
    super(property + ": " + reason.lines().findFirst().orElse(""));
  }
}
