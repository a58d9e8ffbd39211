package io.linkfleet.local;

/// A command line that can't be followed; the message says which word and why.
public final class UnknownOption extends RuntimeException {
  UnknownOption(String message) {
    super(message);
  }
}
