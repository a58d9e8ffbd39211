package io.linkfleet.simulator.chat;

import io.linkfleet.whatsapp.login.ClientVersion;
import java.time.Duration;

/// What the server insists on and how long it waits.
///
/// `firstCode` and `followingCodes` are how long a QR ref lasts; `serverPing` how often linked
/// devices are pinged, zero for never; `answerTime` how long a client may take to finish the
/// handshake, or to answer a phone that entered a code. Phones read QR codes of the form before
/// spring 2026 only if `acceptsOldCodes`.
public record ChatRules(
    ClientVersion minimumVersion,
    Duration firstCode,
    Duration followingCodes,
    Duration serverPing,
    Duration answerTime,
    boolean acceptsOldCodes) {

  /// The lifetimes of the real service.
  public static final ChatRules REAL =
      new ChatRules(
          new ClientVersion(2, 3000, 0),
          Duration.ofSeconds(60),
          Duration.ofSeconds(20),
          Duration.ofSeconds(60),
          Duration.ofSeconds(60),
          false);

  public ChatRules {
    requirePositive(firstCode);
    requirePositive(followingCodes);
    requirePositive(answerTime);
    if (serverPing.isNegative()) {
      throw new IllegalArgumentException("durations are not negative");
    }
  }

  public ChatRules withMinimumVersion(ClientVersion version) {
    return new ChatRules(
        version, firstCode, followingCodes, serverPing, answerTime, acceptsOldCodes);
  }

  public ChatRules withCodeLifetimes(Duration first, Duration following) {
    return new ChatRules(minimumVersion, first, following, serverPing, answerTime, acceptsOldCodes);
  }

  public ChatRules withServerPing(Duration interval) {
    return new ChatRules(
        minimumVersion, firstCode, followingCodes, interval, answerTime, acceptsOldCodes);
  }

  public ChatRules withAnswerTime(Duration time) {
    return new ChatRules(
        minimumVersion, firstCode, followingCodes, serverPing, time, acceptsOldCodes);
  }

  public ChatRules withOldCodes(boolean accepted) {
    return new ChatRules(
        minimumVersion, firstCode, followingCodes, serverPing, answerTime, accepted);
  }

  private static void requirePositive(Duration duration) {
    if (!duration.isPositive()) {
      throw new IllegalArgumentException("durations are positive");
    }
  }
}
