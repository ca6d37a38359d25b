package io.strongroom.rotators.target;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

/**
 * A range of IP addresses.
 *
 * @param first an address of the range
 * @param prefix how many leading bits all addresses of it share
 */
public record Network(InetAddress first, int prefix) {

  private static final Network TRANSLATED = parse("64:ff9b::/96");
  private static final Network COMPATIBLE = parse("::/96");
  private static final Network SIX_TO_FOUR = parse("2002::/16");

  /** Refuses a prefix that is longer than the address. */
  public Network {
    int bits = first.getAddress().length * Byte.SIZE;
    if (prefix < 0 || prefix > bits) {
      throw new IllegalArgumentException("a prefix of " + prefix + " bits of " + bits);
    }
  }

  /**
   * Reads the usual notation, as in {@code 10.0.0.0/8} or {@code fd00::/8}; an address alone is a
   * range of one.
   *
   * @throws IllegalArgumentException if {@code text} is something else
   */
  public static Network parse(String text) {
    int slash = text.indexOf('/');
    InetAddress first = InetAddress.ofLiteral(slash < 0 ? text : text.substring(0, slash));
    int bits = first.getAddress().length * Byte.SIZE;
    return new Network(first, slash < 0 ? bits : Integer.parseInt(text.substring(slash + 1)));
  }

  /** Tells whether {@code address} is in the range; one of the other protocol version is not. */
  public boolean contains(InetAddress address) {
    byte[] mine = first.getAddress();
    byte[] other = address.getAddress();
    if (mine.length != other.length) {
      return false;
    }
    int whole = prefix / Byte.SIZE;
    int rest = prefix % Byte.SIZE;
    if (!Arrays.equals(mine, 0, whole, other, 0, whole)) {
      return false;
    }
    int mask = 0xff << (Byte.SIZE - rest);
    return rest == 0 || (mine[whole] & mask) == (other[whole] & mask);
  }

  /**
   * Returns the IPv4 address that {@code address} stands for where routers translate it (RFC 6052,
   * RFC 3056) or hosts read it so (RFC 4291), else {@code address}.
   */
  static InetAddress embedded(InetAddress address) {
    if (!(address instanceof Inet6Address) || address.isLoopbackAddress()) {
      return address;
    }
    byte[] bytes = address.getAddress();
    if (TRANSLATED.contains(address) || COMPATIBLE.contains(address)) {
      return ipv4(bytes, 12);
    }
    return SIX_TO_FOUR.contains(address) ? ipv4(bytes, 2) : address;
  }

  private static InetAddress ipv4(byte[] bytes, int from) {
    try {
      return InetAddress.getByAddress(Arrays.copyOfRange(bytes, from, from + 4));
    } catch (UnknownHostException e) {
      throw new IllegalStateException("four bytes are an address", e);
    }
  }
}
