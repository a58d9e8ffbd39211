package io.linkfleet.bench.tenant;

import io.linkfleet.bench.load.Answer;
import io.linkfleet.bench.load.Caller;
import io.linkfleet.bench.load.Exchange;
import java.net.URI;
import java.util.Optional;
import java.util.Queue;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A caller that links one instance after the other: asks for a code, has the phone scan it, takes
/// the next. A code that expired or was not there is asked for again.
final class Linking implements Caller {
  private static final Pattern QR = Pattern.compile("\"qrCode\":\"([^\"]*)\"");
  private static final int MOST_TRIES = 20;

  private final URI gateway;
  private final URI simulator;
  private final Queue<Instance> left;
  private final boolean create;
  private final boolean link;
  private Instance current;
  private Step step;
  private int tries;

  private enum Step {
    CREATE,
    SWITCH_ON,
    CONNECT,
    SCAN
  }

  private Linking(URI gateway, URI simulator, Queue<Instance> left, boolean create, boolean link) {
    this.gateway = gateway;
    this.simulator = simulator;
    this.left = left;
    this.create = create;
    this.link = link;
  }

  /// Makes instances and no more.
  static Linking creating(URI gateway, URI simulator, Queue<Instance> left) {
    return new Linking(gateway, simulator, left, true, false);
  }

  /// Links instances, which are made first where they are not there yet.
  static Linking linking(URI gateway, URI simulator, Queue<Instance> left, boolean create) {
    return new Linking(gateway, simulator, left, create, true);
  }

  @Override
  public Optional<Exchange> begin() {
    current = left.poll();
    tries = 0;
    if (current == null) {
      return Optional.empty();
    }
    return Optional.of(ask(create ? Step.CREATE : Step.CONNECT, ""));
  }

  @Override
  public Optional<Exchange> after(Answer answer) {
    boolean fine = answer.status() / 100 == 2;
    if (!fine && ++tries > MOST_TRIES) {
      throw new IllegalStateException(
          "%s of %s: %d %s".formatted(step, current.name(), answer.status(), answer.text()));
    }
    return switch (step) {
      case CREATE -> {
        if (fine && !link) {
          yield begin();
        }
        yield Optional.of(ask(fine ? Step.SWITCH_ON : Step.CREATE, ""));
      }
      case SWITCH_ON -> Optional.of(ask(fine ? Step.CONNECT : Step.SWITCH_ON, ""));
      case CONNECT -> fine ? shown(answer) : Optional.of(ask(Step.CONNECT, ""));
      case SCAN -> fine ? begin() : Optional.of(ask(Step.CONNECT, ""));
    };
  }

  /// One that is connected already needs no code.
  private Optional<Exchange> shown(Answer answer) {
    Matcher code = QR.matcher(answer.text());
    return code.find() ? Optional.of(ask(Step.SCAN, code.group(1))) : begin();
  }

  private Exchange ask(Step next, String code) {
    step = next;
    String phone = "/phones/" + current.number();
    return switch (next) {
      case CREATE ->
          Exchange.of(
              "POST",
              gateway,
              "/api/instance/new",
              current.token(),
              "{\"name\":\"" + current.name() + "\"}");
      case SWITCH_ON ->
          Exchange.of(
              "POST", simulator, "/phones", "", "{\"number\":\"" + current.number() + "\"}");
      case CONNECT ->
          Exchange.of(
              "GET", gateway, "/api/instance/connect/" + current.name(), current.token(), "");
      case SCAN -> Exchange.of("POST", simulator, phone + "/scan", "", "{\"qr\":\"" + code + "\"}");
    };
  }
}
