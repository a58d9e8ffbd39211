package io.linkfleet.whatsapp.node;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// An address: a user's device at a server, or a bare server.
///
/// Text form `user:device@server`, the device left out when 0, `server` alone when there is no
/// user; an interop user is `integrator-user`. [#toString] masks the user part, so an address can
/// be logged; [#text] is the full form.
public record Jid(String user, int device, String server) implements AttributeValue {
  public static final String USERS = "s.whatsapp.net";
  public static final String LIDS = "lid";
  static final String HOSTED = "hosted";
  static final String HOSTED_LIDS = "hosted.lid";
  static final String MESSENGER = "msgr";
  static final String INTEROP = "interop";

  /// Domain bytes of AD_JID, as whatsmeow and Baileys have them.
  private static final Map<String, Integer> DOMAINS =
      Map.of(USERS, 0, LIDS, 1, HOSTED, 128, HOSTED_LIDS, 129);

  private static final int LARGEST_AD_DEVICE = 0xFF;
  private static final int LARGEST_DEVICE = 0xFFFF;

  private static final Pattern INTEROP_USER = Pattern.compile("[0-9]{1,5}-[^-].*");
  private static final Pattern DEVICE_NUMBER = Pattern.compile("[0-9]{1,5}");

  /// The WhatsApp server itself, `to` of nearly every info query.
  public static final Jid SERVER = new Jid("", 0, USERS);

  public Jid {
    if (server.isEmpty() || hasDelimiter(server) || hasDelimiter(user)) {
      throw new IllegalArgumentException("not an address: delimiter inside a part, or no server");
    }
    if (device < 0 || device > largestDevice(user, server)) {
      throw new IllegalArgumentException("no such device number at " + server + ": " + device);
    }
    if (server.equals(INTEROP) && !user.isEmpty() && !INTEROP_USER.matcher(user).matches()) {
      throw new IllegalArgumentException("an interop user is integrator-user");
    }
    if (server.equals(INTEROP) && !user.isEmpty() && integratorOf(user) > 0xFFFF) {
      throw new IllegalArgumentException("an interop integrator has 16 bits");
    }
  }

  /// The account with this number (or LID user part) as such, no particular device.
  public static Jid of(String user, String server) {
    return new Jid(user, 0, server);
  }

  /// Reads the text form. Throws [IllegalArgumentException], which never quotes the text.
  public static Jid parse(String text) {
    int at = text.lastIndexOf('@');
    if (at < 0) {
      return new Jid("", 0, text);
    }
    String server = text.substring(at + 1);
    String user = text.substring(0, at);
    int colon = user.lastIndexOf(':');
    if (colon < 0) {
      return new Jid(user, 0, server);
    }
    return new Jid(user.substring(0, colon), deviceNumber(user.substring(colon + 1)), server);
  }

  /// As [#parse], for text that may well be no address.
  public static Optional<Jid> read(String text) {
    try {
      return Optional.of(parse(text));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /// The same account without a device.
  public Jid account() {
    return device == 0 ? this : new Jid(user, 0, server);
  }

  @Override
  public String text() {
    return format(user);
  }

  /// For logs: the user part keeps its first four and last two characters, short ones nothing.
  @Override
  public String toString() {
    int length = user.length();
    if (length <= 6) {
      return format("*".repeat(length));
    }
    return format(user.substring(0, 4) + "*".repeat(length - 6) + user.substring(length - 2));
  }

  /// Whether only AD_JID can carry this address: a device number, or a hosted account.
  boolean needsDomain() {
    return !user.isEmpty() && DOMAINS.containsKey(server) && (device > 0 || domain() >= 128);
  }

  int domain() {
    return DOMAINS.get(server);
  }

  /// Reads a domain byte as WhatsApp Web does (seen in zapo, modelled on it): a new one must not
  /// make a whole stanza unreadable, for a stanza that is never acked comes again and again.
  static Jid ofDomain(String user, int device, int domain) {
    boolean hosted = (domain & 0x80) != 0;
    String server =
        switch (domain) {
          case 1 -> LIDS;
          case 129 -> HOSTED_LIDS;
          default -> hosted && (domain & 1) == 0 ? HOSTED : USERS;
        };
    return new Jid(user, device, server);
  }

  static Jid interop(String user, int device, int integrator) {
    return new Jid(integrator + "-" + user, device, INTEROP);
  }

  int interopIntegrator() {
    return integratorOf(user);
  }

  String interopUser() {
    return user.substring(user.indexOf('-') + 1);
  }

  private String format(String shownUser) {
    if (user.isEmpty()) {
      return server;
    }
    return device == 0 ? shownUser + "@" + server : shownUser + ":" + device + "@" + server;
  }

  private static int largestDevice(String user, String server) {
    if (user.isEmpty()) {
      return 0;
    }
    if (server.equals(MESSENGER) || server.equals(INTEROP)) {
      return LARGEST_DEVICE;
    }
    return DOMAINS.containsKey(server) ? LARGEST_AD_DEVICE : 0;
  }

  private static int integratorOf(String user) {
    return Integer.parseInt(user, 0, user.indexOf('-'), 10);
  }

  private static boolean hasDelimiter(String part) {
    return part.indexOf('@') >= 0 || part.indexOf(':') >= 0;
  }

  private static int deviceNumber(String digits) {
    if (!DEVICE_NUMBER.matcher(digits).matches()) {
      throw new IllegalArgumentException("not an address: device number");
    }
    return Integer.parseInt(digits);
  }
}
