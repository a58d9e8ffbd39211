package io.linkfleet.gateway.ratelimit;

import java.net.InetAddress;
import java.util.Arrays;

/// A range of addresses: `10.0.0.0/8`, `2001:db8::/32`, or a single address.
public final class Network {
  private final byte[] address;
  private final int prefixBits;

  private Network(byte[] address, int prefixBits) {
    this.address = address;
    this.prefixBits = prefixBits;
  }

  /// Throws [IllegalArgumentException] for anything else than addresses in figures: names are not
  /// looked up.
  public static Network parse(String text) {
    int slash = text.indexOf('/');
    String host = slash < 0 ? text : text.substring(0, slash);
    try {
      byte[] address = InetAddress.ofLiteral(host).getAddress();
      int bits = slash < 0 ? address.length * 8 : Integer.parseInt(text.substring(slash + 1));
      if (bits < 0 || bits > address.length * 8) {
        throw new IllegalArgumentException("no such prefix");
      }
      return new Network(address, bits);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("an address or address/prefix, not " + text, e);
    }
  }

  boolean contains(InetAddress candidate) {
    byte[] bytes = candidate.getAddress();
    if (bytes.length != address.length) {
      return false;
    }
    int whole = prefixBits / 8;
    int rest = prefixBits % 8;
    int mask = rest == 0 ? 0 : 0xff << (8 - rest) & 0xff;
    return Arrays.equals(bytes, 0, whole, address, 0, whole)
        && (rest == 0 || (bytes[whole] & mask) == (address[whole] & mask));
  }
}
