package io.linkfleet.gateway.ratelimit;

import jakarta.servlet.http.HttpServletRequest;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/// Whose budget a request without a valid token is taken from. Of an IPv6 address only the first 64
/// bits count: the rest is the client's to choose. `X-Forwarded-For` is believed from trusted
/// proxies only, and only as far back as the hops are trusted.
public final class ClientAddress {
  private static final int MAX_HOPS = 32;

  private final List<Network> trusted;

  public ClientAddress(List<Network> trusted) {
    this.trusted = List.copyOf(trusted);
  }

  public String of(HttpServletRequest request) {
    Optional<InetAddress> client = parse(request.getRemoteAddr());
    for (String hop : hops(request)) {
      if (client.filter(this::isTrusted).isEmpty()) {
        break;
      }
      Optional<InetAddress> before = parse(hop);
      if (before.isEmpty()) {
        break;
      }
      client = before;
    }
    return client.map(ClientAddress::text).orElse("unknown");
  }

  /// The nearest first.
  private static List<String> hops(HttpServletRequest request) {
    List<String> hops = new ArrayList<>();
    for (String header : Collections.list(request.getHeaders("X-Forwarded-For"))) {
      hops.addAll(Arrays.asList(header.split(",", MAX_HOPS)));
    }
    return hops.reversed();
  }

  private boolean isTrusted(InetAddress address) {
    return trusted.stream().anyMatch(network -> network.contains(address));
  }

  private static Optional<InetAddress> parse(String text) {
    try {
      return Optional.of(InetAddress.ofLiteral(text.strip()));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static String text(InetAddress address) {
    byte[] bytes = address.getAddress();
    return bytes.length == 4
        ? address.getHostAddress()
        : HexFormat.of().formatHex(bytes, 0, 8) + "/64";
  }
}
