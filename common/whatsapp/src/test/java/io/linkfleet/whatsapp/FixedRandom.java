package io.linkfleet.whatsapp;

import java.security.SecureRandom;

/// The same bytes on every run: 0, 1, 2, … from a chosen start.
public final class FixedRandom extends SecureRandom {
  private int next;

  public FixedRandom(int start) {
    next = start;
  }

  @Override
  public void nextBytes(byte[] bytes) {
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) next++;
    }
  }
}
