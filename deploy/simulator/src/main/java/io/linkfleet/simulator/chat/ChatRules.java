package io.linkfleet.simulator.chat;

import io.linkfleet.whatsapp.login.ClientVersion;
import io.linkfleet.whatsapp.node.Jid;
import io.linkfleet.whatsapp.node.Node;
import java.time.Duration;
import java.util.Optional;

/// What the server insists on and how long it waits.
///
/// `firstCode` and `followingCodes` are how long a QR ref lasts; `serverPing` how often linked
/// devices are pinged, zero for never; `answerTime` how long a client may take to finish the
/// handshake, or to answer a phone that entered a code. A `lenient` server also takes QR codes of
/// the form before spring 2026, and addresses that clients write as plain text; zapo 0.3.0 does
/// both, our own client neither.
public record ChatRules(
    ClientVersion minimumVersion,
    Duration firstCode,
    Duration followingCodes,
    Duration serverPing,
    Duration answerTime,
    boolean lenient) {

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
    return new ChatRules(version, firstCode, followingCodes, serverPing, answerTime, lenient);
  }

  public ChatRules withCodeLifetimes(Duration first, Duration following) {
    return new ChatRules(minimumVersion, first, following, serverPing, answerTime, lenient);
  }

  public ChatRules withServerPing(Duration interval) {
    return new ChatRules(minimumVersion, firstCode, followingCodes, interval, answerTime, lenient);
  }

  public ChatRules withAnswerTime(Duration time) {
    return new ChatRules(minimumVersion, firstCode, followingCodes, serverPing, time, lenient);
  }

  public ChatRules withLeniency(boolean accepted) {
    return new ChatRules(
        minimumVersion, firstCode, followingCodes, serverPing, answerTime, accepted);
  }

  /// The address a client gave by this attribute, if it is one in a form this server takes.
  Optional<Jid> address(Node node, String attribute) {
    Optional<Jid> typed = node.jid(attribute);
    return typed.isPresent() || !lenient ? typed : node.attribute(attribute).flatMap(Jid::read);
  }

  private static void requirePositive(Duration duration) {
    if (!duration.isPositive()) {
      throw new IllegalArgumentException("durations are positive");
    }
  }
}
