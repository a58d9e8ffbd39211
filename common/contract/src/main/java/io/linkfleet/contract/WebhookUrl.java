package io.linkfleet.contract;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// Where a tenant wants to be told what happens: `http` or `https`, a host, neither user nor
/// fragment, at most 2048 characters. May carry a secret in path or query, hence prints only scheme
/// and host.
///
/// A host that is an address is one in its canonical form: `127.1`, `0x7f000001` or `2130706433`
/// are what some resolvers take for an address and others for a name, and are refused.
public record WebhookUrl(String value) {
  private static final int MOST_CHARACTERS = 2048;
  private static final int MOST_PORT = 65_535;
  private static final Pattern VISIBLE_ASCII = Pattern.compile("[\\x21-\\x7e]+");
  private static final Pattern NUMBER = Pattern.compile("[0-9]+|0[xX][0-9a-fA-F]*");
  private static final Pattern CANONICAL_4 =
      Pattern.compile("(0|[1-9][0-9]{0,2})(\\.(0|[1-9][0-9]{0,2})){3}");

  public WebhookUrl {
    if (!isValid(value)) {
      throw new IllegalArgumentException("no URL for a webhook");
    }
  }

  public static boolean isValid(String text) {
    if (text.length() > MOST_CHARACTERS || !VISIBLE_ASCII.matcher(text).matches()) {
      return false;
    }
    try {
      return isValid(new URI(text));
    } catch (URISyntaxException e) {
      return false;
    }
  }

  private static boolean isValid(URI uri) {
    String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
    return (scheme.equals("http") || scheme.equals("https"))
        && uri.getHost() != null
        && uri.getRawUserInfo() == null
        && uri.getRawFragment() == null
        && uri.getPort() != 0
        && uri.getPort() <= MOST_PORT
        && isHost(uri.getHost());
  }

  private static boolean isHost(String host) {
    if (host.startsWith("[")) {
      return host.indexOf('%') < 0;
    }
    String bare = withoutLastDot(host);
    boolean number = NUMBER.matcher(bare.substring(bare.lastIndexOf('.') + 1)).matches();
    return !number || (CANONICAL_4.matcher(host).matches() && literal(host).isPresent());
  }

  /// Whether the host is an address that is not one of the public network, or a name that never
  /// means any other. What a name leads to is only known when it is looked up.
  public boolean leadsInside() {
    String name = host().toLowerCase(Locale.ROOT);
    return name.equals("localhost")
        || name.endsWith(".localhost")
        || literal(host()).filter(address -> !isPublic(address)).isPresent();
  }

  /// Whether the address is one of a single host of the public network: not private, shared,
  /// loopback, link-local, unspecified, multicast or reserved, and none that wraps such a one.
  public static boolean isPublic(InetAddress address) {
    return AddressRange.isPublic(address);
  }

  public boolean isSecure() {
    return uri().getScheme().equalsIgnoreCase("https");
  }

  /// A name without a full stop at its end, or an address without brackets.
  public String host() {
    String host = withoutLastDot(uri().getHost());
    return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
  }

  public int port() {
    int port = uri().getPort();
    if (port > 0) {
      return port;
    }
    return isSecure() ? 443 : 80;
  }

  public URI uri() {
    return URI.create(value);
  }

  @Override
  public String toString() {
    return uri().getScheme() + "://" + uri().getHost() + "/…";
  }

  private static String withoutLastDot(String host) {
    return host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
  }

  private static Optional<InetAddress> literal(String host) {
    try {
      return Optional.of(InetAddress.ofLiteral(host));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
