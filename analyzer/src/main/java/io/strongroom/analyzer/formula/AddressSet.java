package io.strongroom.analyzer.formula;

import io.strongroom.iam.policy.IpRange;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;

/** A set of addresses, of IPv4 and IPv6. Immutable. */
public final class AddressSet {
  private static final int LENGTH_OF_V4 = 4;
  private static final int LENGTH_OF_V6 = 16;

  private final NavigableMap<BigInteger, BigInteger> v4;
  private final NavigableMap<BigInteger, BigInteger> v6;

  /** Makes the set of all addresses of some ranges. */
  public AddressSet(List<IpRange> ranges) {
    this.v4 = merged(ranges, LENGTH_OF_V4);
    this.v6 = merged(ranges, LENGTH_OF_V6);
  }

  /** Makes the set of all addresses of ranges in CIDR form; what is none is left out. */
  public static AddressSet of(List<String> ranges) {
    return new AddressSet(ranges.stream().map(IpRange::parse).filter(Objects::nonNull).toList());
  }

  /** Returns where runs of addresses begin, and where each ends: the first that is not in it. */
  private static NavigableMap<BigInteger, BigInteger> merged(List<IpRange> ranges, int length) {
    List<BigInteger[]> runs = new ArrayList<>();
    for (IpRange range : ranges) {
      byte[] bytes = range.address().getAddress();
      if (bytes.length == length) {
        BigInteger size = BigInteger.ONE.shiftLeft(length * Byte.SIZE - range.prefixBits());
        BigInteger first = new BigInteger(1, bytes).divide(size).multiply(size);
        runs.add(new BigInteger[] {first, first.add(size)});
      }
    }
    runs.sort(Comparator.comparing(run -> run[0]));
    TreeMap<BigInteger, BigInteger> merged = new TreeMap<>();
    for (BigInteger[] run : runs) {
      Map.Entry<BigInteger, BigInteger> last = merged.lastEntry();
      if (last != null && last.getValue().compareTo(run[0]) >= 0) {
        merged.put(last.getKey(), last.getValue().max(run[1]));
      } else {
        merged.put(run[0], run[1]);
      }
    }
    return Collections.unmodifiableNavigableMap(merged);
  }

  /** Returns the runs of IPv4 or of IPv6: where each begins, and the first behind it. */
  public NavigableMap<BigInteger, BigInteger> runs(boolean ofV4) {
    return ofV4 ? v4 : v6;
  }

  /** Tells whether an address of IPv4 or IPv6, as a number, is in the set. */
  public boolean contains(BigInteger address, boolean ofV4) {
    Map.Entry<BigInteger, BigInteger> run = runs(ofV4).floorEntry(address);
    return run != null && address.compareTo(run.getValue()) < 0;
  }

  /** Tells whether a text is an address of the set. */
  public boolean contains(String text) {
    IpRange address = IpRange.parse(text);
    if (address == null || !address.isSingle()) {
      return false;
    }
    byte[] bytes = address.address().getAddress();
    return contains(new BigInteger(1, bytes), bytes.length == LENGTH_OF_V4);
  }

  /** Returns the number of addresses of IPv4 or of IPv6 that there are. */
  public static BigInteger all(boolean ofV4) {
    return BigInteger.ONE.shiftLeft((ofV4 ? LENGTH_OF_V4 : LENGTH_OF_V6) * Byte.SIZE);
  }

  /** Returns an address of IPv4 or IPv6, given as a number. */
  public static InetAddress address(BigInteger number, boolean ofV4) {
    int length = ofV4 ? LENGTH_OF_V4 : LENGTH_OF_V6;
    byte[] bytes = new byte[length];
    byte[] digits = number.toByteArray();
    for (int i = 1; i <= Math.min(length, digits.length); i++) {
      bytes[length - i] = digits[digits.length - i];
    }
    try {
      return InetAddress.getByAddress(bytes);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException("an address has 4 or 16 bytes", e);
    }
  }
}
