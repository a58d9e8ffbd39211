package io.linkfleet.gateway.events;

import io.linkfleet.gateway.events.StreamMeters.End;
import io.linkfleet.gateway.events.StreamSlots.Slot;
import io.linkfleet.gateway.http.Answer;
import io.linkfleet.gateway.http.FailsWith;
import io.linkfleet.gateway.http.Refused;
import io.linkfleet.gateway.ratelimit.RateLimitHeaders;
import io.linkfleet.registry.Caller;
import io.linkfleet.registry.TokenHash;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/// The stream of a page: its own virtual thread writes what the watch of its caller has for it, for
/// as long as page, token and gateway last. A page that reads nothing at all is cut by the server's
/// time limit for a write.
@Controller
final class StreamController {
  static final String PATH = "/api/instance/events";

  private static final Answer TOO_MANY = Answer.failure(503, "Too many event streams");
  private static final Duration LATER = Duration.ofSeconds(5);
  private static final byte[] COMMENT = ":\n\n".getBytes(StandardCharsets.US_ASCII);

  private final Watches watches;
  private final StreamSlots slots;
  private final StreamSettings settings;
  private final StreamMeters meters;

  StreamController(
      Watches watches, StreamSlots slots, StreamSettings settings, StreamMeters meters) {
    this.watches = watches;
    this.slots = slots;
    this.settings = settings;
    this.meters = meters;
  }

  @GetMapping(PATH)
  @FailsWith("Failed to open event stream")
  void stream(
      Caller caller, TokenHash token, HttpServletRequest request, HttpServletResponse response)
      throws InterruptedException {
    try (Slot _ = slot(token, response)) {
      Optional<Tally> seen =
          Optional.ofNullable(request.getHeader("Last-Event-ID")).flatMap(Tally::ofId);
      Subscription page = watches.open(caller, token, seen);
      try {
        meters.ended(tell(page, response));
      } catch (IOException gone) {
        meters.ended(isTimeout(gone) ? End.SLOW : End.PAGE);
      } finally {
        watches.close(page);
      }
    }
  }

  private Slot slot(TokenHash token, HttpServletResponse response) {
    return Optional.of(token)
        .filter(_ -> !watches.isStopping())
        .flatMap(slots::take)
        .orElseThrow(
            () -> {
              meters.refused();
              RateLimitHeaders.writeRetryAfter(response, LATER);
              return new Refused(TOO_MANY, "too many event streams");
            });
  }

  private End tell(Subscription page, HttpServletResponse response)
      throws IOException, InterruptedException {
    response.setStatus(200);
    response.setContentType("text/event-stream");
    response.setHeader("X-Accel-Buffering", "no");
    OutputStream out = response.getOutputStream();
    out.write(COMMENT);
    out.flush();
    while (true) {
      switch (page.next(settings.heartbeat())) {
        case Subscription.Next.Tell(var messages) -> {
          for (Message message : messages) {
            message.writeTo(out);
            meters.told(message);
          }
        }
        case Subscription.Next.Nothing() -> out.write(COMMENT);
        case Subscription.Next.CatchUp() -> {
          meters.behind();
          watches.catchUp(page);
        }
        case Subscription.Next.End(var ending) -> {
          return switch (ending) {
            case TOKEN_INVALID -> End.TOKEN;
            case STOPPING -> End.STOPPING;
          };
        }
      }
      out.flush();
    }
  }

  private static boolean isTimeout(IOException failure) {
    return Stream.<Throwable>iterate(failure, one -> one != null, Throwable::getCause)
        .anyMatch(SocketTimeoutException.class::isInstance);
  }
}
