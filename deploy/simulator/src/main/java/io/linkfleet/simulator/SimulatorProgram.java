package io.linkfleet.simulator;

import io.linkfleet.simulator.chat.ChatRules;
import io.linkfleet.whatsapp.login.ClientVersion;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;

/// The simulator as a program. Prints where it listens and the root key its clients must trust,
/// then runs until it is stopped.
public final class SimulatorProgram {
  private static final String USAGE =
      """
      options, each --name=value:
        --host=127.0.0.1  --port=8090
        --state=DIRECTORY            keep phones and devices there
        --tls=PORT,FILE              serve wss:// on that port, too, with the key in FILE: PKCS #12,
                                     password changeit
        --minimum-version=2.3000.0   older clients get failure 405
        --first-code-seconds=60  --following-code-seconds=20
        --server-ping-seconds=60     0 for never
        --answer-seconds=60          for handshakes and typed codes
        --lenient=false              also take QR codes of the form before spring 2026, and
                                     addresses that clients write as plain text
      """;

  private SimulatorProgram() {}

  public static void main(String[] arguments) throws InterruptedException {
    SimulatorSettings settings;
    try {
      settings =
          Arrays.stream(arguments)
              .reduce(SimulatorSettings.defaults(), SimulatorProgram::with, (_, last) -> last);
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage() + System.lineSeparator() + USAGE);
      System.exit(2);
      return;
    }
    Simulator simulator = Simulator.start(settings);
    Runtime.getRuntime().addShutdownHook(new Thread(simulator::close, "simulator-stop"));
    System.out.println("chat " + simulator.chatUrl());
    System.out.println("control " + simulator.controlUrl());
    System.out.println("root-key " + simulator.rootKeyHex());
    new CountDownLatch(1).await();
  }

  static SimulatorSettings with(SimulatorSettings settings, String argument) {
    int equals = argument.indexOf('=');
    if (!argument.startsWith("--") || equals < 0) {
      throw new IllegalArgumentException("not --name=value: " + argument);
    }
    String value = argument.substring(equals + 1);
    ChatRules rules = settings.rules();
    return switch (argument.substring(2, equals)) {
      case "host" -> settings.withHost(value);
      case "port" -> settings.withPort(Integer.parseInt(value));
      case "state" -> settings.withStateDirectory(Path.of(value));
      case "tls" -> settings.withTls(tls(value));
      case "minimum-version" ->
          settings.withRules(rules.withMinimumVersion(ClientVersion.parse(value)));
      case "first-code-seconds" ->
          settings.withRules(rules.withCodeLifetimes(seconds(value), rules.followingCodes()));
      case "following-code-seconds" ->
          settings.withRules(rules.withCodeLifetimes(rules.firstCode(), seconds(value)));
      case "server-ping-seconds" -> settings.withRules(rules.withServerPing(seconds(value)));
      case "answer-seconds" -> settings.withRules(rules.withAnswerTime(seconds(value)));
      case "lenient" -> settings.withRules(rules.withLeniency(Boolean.parseBoolean(value)));
      default -> throw new IllegalArgumentException("unknown option " + argument);
    };
  }

  private static TlsPort tls(String value) {
    int comma = value.indexOf(',');
    if (comma < 0) {
      throw new IllegalArgumentException("not --tls=PORT,FILE");
    }
    return new TlsPort(
        Integer.parseInt(value.substring(0, comma)), Path.of(value.substring(comma + 1)));
  }

  private static Duration seconds(String value) {
    return Duration.ofSeconds(Long.parseLong(value));
  }
}
