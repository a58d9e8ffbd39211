package io.linkfleet.contract;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.List;

/// The addresses that begin with the same bits.
final class AddressRange {
  /// What is no public IPv4 address of one host (IANA special-purpose registry), multicast and the
  /// reserved last sixteenth included.
  private static final List<AddressRange> NOT_PUBLIC_4 =
      List.of(
          range("0.0.0.0", 8),
          range("10.0.0.0", 8),
          range("100.64.0.0", 10),
          range("127.0.0.0", 8),
          range("169.254.0.0", 16),
          range("172.16.0.0", 12),
          range("192.0.0.0", 24),
          range("192.88.99.0", 24),
          range("192.168.0.0", 16),
          range("198.18.0.0", 15),
          range("224.0.0.0", 4),
          range("240.0.0.0", 4));

  /// All that is given out to hosts of the public IPv6 network.
  private static final AddressRange GLOBAL_UNICAST_6 = range("2000::", 3);

  /// What within it leads to an IPv4 address (Teredo, 6to4) or is set apart.
  private static final List<AddressRange> NOT_PUBLIC_6 =
      List.of(range("2001::", 23), range("2002::", 16));

  private final byte[] start;
  private final int bits;

  private AddressRange(byte[] start, int bits) {
    this.start = start;
    this.bits = bits;
  }

  private static AddressRange range(String start, int bits) {
    return new AddressRange(InetAddress.ofLiteral(start).getAddress(), bits);
  }

  static boolean isPublic(InetAddress address) {
    byte[] bytes = address.getAddress();
    return switch (address) {
      case Inet4Address _ -> NOT_PUBLIC_4.stream().noneMatch(range -> range.holds(bytes));
      case Inet6Address _ ->
          GLOBAL_UNICAST_6.holds(bytes)
              && NOT_PUBLIC_6.stream().noneMatch(range -> range.holds(bytes));
      default -> false;
    };
  }

  private boolean holds(byte[] address) {
    for (int bit = 0; bit < bits; bit++) {
      int mask = 0x80 >> (bit % 8);
      if ((start[bit / 8] & mask) != (address[bit / 8] & mask)) {
        return false;
      }
    }
    return true;
  }
}
