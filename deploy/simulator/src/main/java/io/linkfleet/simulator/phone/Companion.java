package io.linkfleet.simulator.phone;

import com.google.protobuf.ByteString;
import io.linkfleet.whatsapp.crypto.PublicKey;

/// What a phone knows of the companion it is about to link: its identity key, and the secret both
/// got from the code.
public record Companion(PublicKey identity, ByteString advSecret) {
  @Override
  public String toString() {
    return "Companion[" + identity + "]";
  }
}
