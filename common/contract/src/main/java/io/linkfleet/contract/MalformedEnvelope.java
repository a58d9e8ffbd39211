package io.linkfleet.contract;

/// Bytes on a topic that are no envelope of a version we know. The message never repeats them.
public final class MalformedEnvelope extends RuntimeException {
  public MalformedEnvelope(String message, Throwable cause) {
    super(message, cause);
  }
}
