package io.linkfleet.worker.device;

/// Stored credentials that can't be opened or read: sealed with a key we do not have, for another
/// instance, damaged, or written by a later version.
public final class UnreadableCredentials extends RuntimeException {
  UnreadableCredentials(String message) {
    super(message);
  }
}
