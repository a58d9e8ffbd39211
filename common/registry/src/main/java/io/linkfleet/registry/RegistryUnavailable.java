package io.linkfleet.registry;

/// Redis was not reached, refused, or did not answer in time. A write may have been done or not;
/// all of ours may be repeated.
public final class RegistryUnavailable extends RuntimeException {
  RegistryUnavailable(String message, Throwable cause) {
    super(message, cause);
  }

  RegistryUnavailable(String message) {
    super(message);
  }
}
