package io.linkfleet.whatsapp.frame;

/// The peer announced a frame above the reader's bound. The stream can't be read any further.
public final class FrameTooLong extends Exception {
  FrameTooLong(int length, int bound) {
    super("a frame of " + length + " bytes, above the bound of " + bound);
  }
}
