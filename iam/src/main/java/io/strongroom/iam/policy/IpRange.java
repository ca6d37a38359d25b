package io.strongroom.iam.policy;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/**
 * A range of addresses in CIDR form (RFC 4632, RFC 4291), such as {@code 203.0.113.0/24}; a single
 * address is a range of one.
 *
 * @param address any address of the range
 * @param prefixBits how many leading bits all addresses of the range share
 */
public record IpRange(InetAddress address, int prefixBits) {
  private static final int V4_BITS = 32;
  private static final int V6_BITS = 128;

  /** Reads one, without ever asking a name server; null if {@code text} is not a range. */
  public static @Nullable IpRange parse(String text) {
    int slash = text.indexOf('/');
    InetAddress address = address(slash < 0 ? text : text.substring(0, slash));
    if (address == null) {
      return null;
    }
    int bits = address instanceof Inet4Address ? V4_BITS : V6_BITS;
    int prefix = slash < 0 ? bits : prefix(text.substring(slash + 1));
    return prefix < 0 || prefix > bits ? null : new IpRange(address, prefix);
  }

  /** Tells whether the range is a single address. */
  public boolean isSingle() {
    return freeBits() == 0;
  }

  /**
   * Tells whether all of {@code other} lies in this range; IPv4 and IPv6 have nothing in common.
   */
  public boolean contains(IpRange other) {
    byte[] mine = address.getAddress();
    byte[] theirs = other.address.getAddress();
    if (mine.length != theirs.length || other.prefixBits < prefixBits) {
      return false;
    }
    int whole = prefixBits / Byte.SIZE;
    for (int i = 0; i < whole; i++) {
      if (mine[i] != theirs[i]) {
        return false;
      }
    }
    int rest = prefixBits % Byte.SIZE;
    int shift = Byte.SIZE - rest;
    return rest == 0 || (mine[whole] & 0xff) >> shift == (theirs[whole] & 0xff) >> shift;
  }

  /** Tells whether the range is of IPv4. */
  boolean isV4() {
    return address instanceof Inet4Address;
  }

  /** Returns the binary logarithm of how many addresses there are. */
  int freeBits() {
    return (isV4() ? V4_BITS : V6_BITS) - prefixBits;
  }

  private static @Nullable InetAddress address(String text) {
    boolean v6 = text.indexOf(':') >= 0;
    int dots = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      dots += c == '.' ? 1 : 0;
      boolean digit = c >= '0' && c <= '9';
      boolean hexLetter = (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
      if (!digit && c != '.' && !(v6 && (hexLetter || c == ':'))) {
        return null;
      }
    }
    try {
      if (v6) {
        return Inet6Address.ofLiteral(text) instanceof Inet6Address address ? address : null;
      }
      return dots == 3 ? Inet4Address.ofLiteral(text) : null;
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  private static int prefix(String text) {
    if (text.isEmpty() || text.length() > 3) {
      return -1;
    }
    int prefix = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < '0' || c > '9') {
        return -1;
      }
      prefix = prefix * 10 + c - '0';
    }
    return prefix;
  }
}
