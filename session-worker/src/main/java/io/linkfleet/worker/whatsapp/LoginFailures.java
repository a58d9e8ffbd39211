package io.linkfleet.worker.whatsapp;

import io.linkfleet.whatsapp.node.Node;
import io.linkfleet.worker.whatsapp.WhatsAppEvent.DeviceUnlinked;
import io.linkfleet.worker.whatsapp.WhatsAppEvent.Evidence;
import io.linkfleet.worker.whatsapp.WhatsAppEvent.LoginRefused;
import io.linkfleet.worker.whatsapp.WhatsAppEvent.Refusal;
import java.time.Duration;
import java.util.Optional;

/// What a `<failure reason>` instead of `<success>` means. Only 401 says that the device is gone;
/// 403 and 406 are states of the account (WhatsApp's own names for them are LOCKED and BANNED;
/// whatsmeow `types/events`).
final class LoginFailures {
  private static final int LOGGED_OUT = 401;

  private LoginFailures() {}

  /// For a device that logs in.
  static Ending meaningOf(Node failure) {
    return reason(failure) == LOGGED_OUT
        ? Ending.byServer(new DeviceUnlinked(Evidence.LOGIN_REFUSED))
        : ofRegistration(failure);
  }

  /// For a device that is not linked yet, and so can't be unlinked.
  static Ending ofRegistration(Node failure) {
    Optional<Duration> retryAfter =
        failure.number("expire").filter(seconds -> seconds > 0).map(Duration::ofSeconds);
    int reason = reason(failure);
    return Ending.byServer(new LoginRefused(refusal(reason), reason, retryAfter));
  }

  private static int reason(Node failure) {
    return failure.number("reason").map(Long::intValue).orElse(0);
  }

  private static Refusal refusal(int reason) {
    return switch (reason) {
      case 402 -> Refusal.TEMPORARILY_BANNED;
      case 403 -> Refusal.LOCKED;
      case 405 -> Refusal.CLIENT_OUTDATED;
      case 406 -> Refusal.BANNED;
      case 409 -> Refusal.USER_AGENT_REJECTED;
      case 500, 503 -> Refusal.SERVER_TROUBLE;
      default -> Refusal.UNKNOWN;
    };
  }
}
