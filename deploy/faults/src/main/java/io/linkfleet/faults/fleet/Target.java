package io.linkfleet.faults.fleet;

/// What a worker talks to, each behind edges of its own.
public enum Target {
  KAFKA,
  REDIS,
  WHATSAPP
}
