package io.linkfleet.whatsapp.frame;

/// What a client opened with is neither `WA 6 3` nor routing information before it.
public final class UnknownIntro extends Exception {
  UnknownIntro(String message) {
    super(message);
  }
}
