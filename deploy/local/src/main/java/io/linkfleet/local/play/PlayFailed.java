package io.linkfleet.local.play;

/// A call of the main job was answered otherwise than it should be.
public final class PlayFailed extends RuntimeException {
  PlayFailed(String message) {
    super(message);
  }

  PlayFailed(String message, Throwable cause) {
    super(message, cause);
  }
}
