package io.linkfleet.whatsapp.pairing;

import io.linkfleet.whatsapp.proto.ADVEncryptionType;

/// Whether messages are encrypted from end to end or a company hosts the account's keys. Decides
/// under which prefix the phone signs.
public enum Hosting {
  END_TO_END(ADVEncryptionType.E2EE),
  HOSTED(ADVEncryptionType.HOSTED);

  private final ADVEncryptionType type;

  Hosting(ADVEncryptionType type) {
    this.type = type;
  }

  ADVEncryptionType type() {
    return type;
  }
}
