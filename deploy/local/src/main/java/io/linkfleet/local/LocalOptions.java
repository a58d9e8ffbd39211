package io.linkfleet.local;

import io.linkfleet.local.ports.LoopbackPort;
import java.nio.file.Path;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// What the command line of the local fleet says.
///
/// `handedOn` holds every `linkfleet.…` option that is not the local fleet's own: gateway and
/// worker both get it and take from it what they know.
public record LocalOptions(
    boolean demo,
    Path directory,
    Map<FleetPort, LoopbackPort> ports,
    Map<String, String> handedOn) {
  private static final String WHATSAPP_URL = "linkfleet.whatsapp.url";

  public LocalOptions {
    ports = Collections.unmodifiableMap(new EnumMap<>(ports));
    handedOn = Map.copyOf(handedOn);
  }

  /// Throws [UnknownOption] for a word it does not understand.
  public static LocalOptions parse(String... words) {
    Map<String, String> given = new LinkedHashMap<>();
    for (String word : words) {
      int equals = word.indexOf('=');
      if (!word.startsWith("--") || equals < 0) {
        throw new UnknownOption("options look like --name=value, not " + word);
      }
      given.put(word.substring(2, equals), word.substring(equals + 1));
    }
    boolean demo = parseDemo(given);
    String directory = given.remove("linkfleet.local.directory");
    return new LocalOptions(
        demo,
        Path.of(directory == null ? ".linkfleet" : directory).toAbsolutePath().normalize(),
        takePorts(given),
        requireHandedOn(given));
  }

  public int port(FleetPort port) {
    return ports.get(port).number();
  }

  /// Empty when the fleet brings its own simulator.
  public Optional<String> whatsAppElsewhere() {
    return Optional.ofNullable(handedOn.get(WHATSAPP_URL));
  }

  private static boolean parseDemo(Map<String, String> given) {
    String demo = given.remove("demo");
    return switch (demo) {
      case null -> true;
      case "true" -> true;
      case "false" -> false;
      default -> throw new UnknownOption("--demo is true or false, not " + demo);
    };
  }

  private static Map<FleetPort, LoopbackPort> takePorts(Map<String, String> given) {
    Map<FleetPort, LoopbackPort> ports = FleetPort.standards();
    for (FleetPort port : FleetPort.values()) {
      String number = given.remove(port.option());
      if (number != null) {
        ports.put(port, parsePort(port.option(), number));
      }
    }
    return ports;
  }

  private static LoopbackPort parsePort(String option, String number) {
    try {
      return new LoopbackPort(Integer.parseInt(number));
    } catch (IllegalArgumentException e) {
      throw new UnknownOption("--" + option + " is a port from 1 to 65535, not " + number);
    }
  }

  private static Map<String, String> requireHandedOn(Map<String, String> given) {
    for (String option : given.keySet()) {
      if (!option.startsWith("linkfleet.") || option.startsWith("linkfleet.local.")) {
        throw new UnknownOption("there is no option --" + option);
      }
    }
    return given;
  }
}
