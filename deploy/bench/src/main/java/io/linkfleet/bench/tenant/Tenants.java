package io.linkfleet.bench.tenant;

import io.linkfleet.bench.fleet.BenchFleet;
import io.linkfleet.bench.fleet.ProcessorTime;
import io.linkfleet.bench.load.Answer;
import io.linkfleet.bench.load.Caller;
import io.linkfleet.bench.load.ClosedLoop;
import io.linkfleet.bench.load.Exchange;
import io.linkfleet.faults.process.Patience;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The tenants of a fleet. Instances are made and linked by the API; the simulator tells whether
/// their devices are there.
public final class Tenants implements AutoCloseable {
  private static final Pattern TOKEN = Pattern.compile("\"token\":\"([^\"]+)\"");
  private static final long FIRST_NUMBER = 5_511_900_000_000L;
  private static final int AT_ONCE = 64;
  private static final int PER_ACCOUNT = 1_000;
  private static final Duration BOUND = Duration.ofMinutes(15);
  private static final Duration CALM_WITHIN = Duration.ofMinutes(1);
  private static final Duration MOMENT = Duration.ofMillis(300);
  private static final int CALM_SHARE = 4;
  private static final Duration ONLINE_WITHIN = Duration.ofMinutes(2);

  private final BenchFleet fleet;
  private final URI gateway;
  private final ClosedLoop loop = new ClosedLoop();
  private final List<String> tokens = new ArrayList<>();
  private int made;

  public Tenants(BenchFleet fleet) {
    this.fleet = fleet;
    this.gateway = fleet.gateways().getFirst().url();
  }

  /// The token of a new account. Its own limit of calls where that is not 0.
  public String account(String name, int limit) {
    String body =
        limit == 0
            ? "{\"name\":\"%s\"}".formatted(name)
            : "{\"name\":\"%s\",\"limit\":%d}".formatted(name, limit);
    Exchange plain = Exchange.of("POST", gateway, "/admin/accounts", "", body);
    String text = plain.text();
    String authorized =
        text.replaceFirst(
            "\r\n", "\r\nAuthorization: Bearer " + fleet.secrets().operatorToken() + "\r\n");
    Answer answer = once(new Exchange(gateway, authorized));
    Matcher token = TOKEN.matcher(answer.text());
    if (answer.status() != 201 || !token.find()) {
      throw new IllegalStateException("no account: " + answer.status());
    }
    return token.group(1);
  }

  /// So many more instances, linked and connected, a thousand to an account.
  public List<Instance> linked(int count) {
    List<Instance> instances = named(count);
    link(instances, true);
    return instances;
  }

  /// So many more instances that were never linked.
  public List<Instance> created(int count) {
    List<Instance> instances = named(count);
    var left = new ArrayDeque<>(instances);
    loop.play(
        Stream.generate(() -> Linking.creating(gateway, fleet.simulator().url(), left))
            .limit(AT_ONCE)
            .toList(),
        BOUND);
    return instances;
  }

  private List<Instance> named(int count) {
    List<Instance> instances = new ArrayList<>();
    for (int i = 0; i < count; i++, made++) {
      if (made / PER_ACCOUNT >= tokens.size()) {
        tokens.add(account("tenant-" + tokens.size(), 0));
      }
      instances.add(
          new Instance(
              tokens.get(made / PER_ACCOUNT),
              "instance-" + made,
              Long.toString(FIRST_NUMBER + made)));
    }
    return instances;
  }

  /// Links again what was unlinked.
  public void relink(List<Instance> instances) {
    link(instances, false);
  }

  private void link(List<Instance> instances, boolean create) {
    var left = new ArrayDeque<>(instances);
    URI simulator = fleet.simulator().url();
    List<Linking> callers =
        Stream.generate(() -> Linking.linking(gateway, simulator, left, create))
            .limit(AT_ONCE)
            .toList();
    loop.play(callers, BOUND);
    Set<String> numbers = instances.stream().map(Instance::number).collect(Collectors.toSet());
    Patience.require(
        "every device connected", ONLINE_WITHIN, () -> connected().containsAll(numbers));
    Patience.require("a calm fleet", CALM_WITHIN, this::isCalm);
  }

  /// Whether what linking leaves to do, such as telling of it, is done: a moment in which the fleet
  /// hardly uses the processor.
  private boolean isCalm() {
    ProcessorTime before = ProcessorTime.of(fleet);
    Patience.rest(MOMENT);
    long spent = ProcessorTime.of(fleet).minus(before).ofFleet();
    return spent < MOMENT.toNanos() / 1_000 / CALM_SHARE;
  }

  /// The numbers of the phones with a device that is connected now.
  private Set<String> connected() {
    return fleet.simulator().devices().entrySet().stream()
        .filter(device -> device.getValue() == 1)
        .map(device -> device.getKey().substring(0, device.getKey().indexOf(':')))
        .collect(Collectors.toSet());
  }

  /// The one answer to one request.
  public Answer once(Exchange exchange) {
    Answer[] answers = new Answer[1];
    Caller caller =
        new Caller() {
          @Override
          public Optional<Exchange> begin() {
            return Optional.of(exchange);
          }

          @Override
          public Optional<Exchange> after(Answer answer) {
            answers[0] = answer;
            return Optional.empty();
          }
        };
    loop.play(List.of(caller), Duration.ofMinutes(1));
    return answers[0];
  }

  @Override
  public void close() {
    loop.close();
  }
}
