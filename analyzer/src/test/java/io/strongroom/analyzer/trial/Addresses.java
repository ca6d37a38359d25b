package io.strongroom.analyzer.trial;

import io.strongroom.iam.policy.Condition;
import io.strongroom.iam.policy.ConditionOperator.Family;
import io.strongroom.iam.policy.IpRange;
import io.strongroom.iam.policy.PolicyDocument;
import io.strongroom.iam.policy.Statement;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * All addresses, cut where ranges of policies begin and end: of two in one cell, policies say the
 * same. So the addresses that a request may come from are counted by asking about one of each cell.
 *
 * <p>A request from an address is that of an outsider only if it may come from many: from more than
 * 2^24 addresses of IPv4 outside the private ranges of RFC 1918, or more than 2^96 of IPv6, all
 * else being equal. Source: Amazon S3 User Guide, "The meaning of public".
 */
final class Addresses {
  private static final int V4_BITS = 32;
  private static final int V6_BITS = 128;
  private static final BigInteger MANY_V4 = BigInteger.TWO.pow(24);
  private static final BigInteger MANY_V6 = BigInteger.TWO.pow(96);
  private static final List<String> PRIVATE =
      List.of("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16");

  private final List<Cell> cells = new ArrayList<>();
  private final boolean plain;

  /**
   * Neighbouring addresses.
   *
   * @param bits how long the addresses are
   * @param first the first
   * @param size how many
   * @param isPrivate whether they are not counted
   */
  record Cell(int bits, BigInteger first, BigInteger size, boolean isPrivate) {

    /** Returns one of the addresses as text. */
    String any(Random random) {
      BigInteger offset = new BigInteger(bits, random).mod(size);
      byte[] number = first.add(offset).toByteArray();
      byte[] address = new byte[bits / Byte.SIZE];
      int length = Math.min(number.length, address.length);
      System.arraycopy(number, number.length - length, address, address.length - length, length);
      try {
        return InetAddress.getByAddress(address).getHostAddress();
      } catch (UnknownHostException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  /** Cuts at the ranges that policies have for the caller's address. */
  Addresses(List<PolicyDocument> policies) {
    List<IpRange> ranges = new ArrayList<>();
    boolean onlyRanges = true;
    for (PolicyDocument policy : policies) {
      for (Statement statement : policy.statements()) {
        for (Condition condition : statement.conditions()) {
          boolean ofAddress = isAddress(condition.key());
          Family family = condition.operator().family();
          if (ofAddress && family == Family.IP) {
            condition.values().stream().map(Addresses::range).forEach(ranges::add);
          }
          onlyRanges &= !(ofAddress && (family == Family.STRING || family == Family.ARN));
          onlyRanges &= condition.values().stream().noneMatch(Addresses::hasVariable);
        }
      }
    }
    plain = onlyRanges;
    cut(V4_BITS, ranges);
    cut(V6_BITS, ranges);
  }

  private static boolean isAddress(String key) {
    return key.equalsIgnoreCase(KeyForms.SOURCE_IP);
  }

  private static boolean hasVariable(String value) {
    return value.toLowerCase(Locale.ROOT).contains("${" + KeyForms.SOURCE_IP);
  }

  private static IpRange range(String text) {
    IpRange range = IpRange.parse(text);
    if (range == null) {
      throw new IllegalArgumentException(text);
    }
    return range;
  }

  private void cut(int bits, List<IpRange> ranges) {
    List<IpRange> closed = PRIVATE.stream().map(Addresses::range).toList();
    TreeSet<BigInteger> cuts = new TreeSet<>(List.of(BigInteger.ZERO, BigInteger.TWO.pow(bits)));
    for (List<IpRange> each : List.of(ranges, closed)) {
      for (IpRange range : each) {
        if (range.address().getAddress().length * Byte.SIZE == bits) {
          cuts.add(first(range));
          cuts.add(first(range).add(size(range)));
        }
      }
    }
    BigInteger first = null;
    for (BigInteger next : cuts) {
      if (first != null) {
        BigInteger start = first;
        boolean isPrivate =
            bits == V4_BITS
                && closed.stream()
                    .anyMatch(
                        range ->
                            first(range).compareTo(start) <= 0
                                && first(range).add(size(range)).compareTo(start) > 0);
        cells.add(new Cell(bits, start, next.subtract(start), isPrivate));
      }
      first = next;
    }
  }

  private static BigInteger size(IpRange range) {
    int bits = range.address().getAddress().length * Byte.SIZE;
    return BigInteger.TWO.pow(bits - range.prefixBits());
  }

  private static BigInteger first(IpRange range) {
    BigInteger address = new BigInteger(1, range.address().getAddress());
    return address.subtract(address.mod(size(range)));
  }

  /** Tells whether policies ask nothing about addresses but in which ranges they are. */
  boolean isPlain() {
    return plain;
  }

  /** Returns an address, of any cell as likely as of another. */
  String any(Random random) {
    return cells.get(random.nextInt(cells.size())).any(random);
  }

  /** Tells whether so many addresses are admitted that they are no limit. */
  boolean areMany(Predicate<String> admitted, Random random) {
    BigInteger[] sums = {BigInteger.ZERO, BigInteger.ZERO};
    for (Cell cell : cells) {
      if (!cell.isPrivate() && admitted.test(cell.any(random))) {
        int family = cell.bits() == V4_BITS ? 0 : 1;
        sums[family] = sums[family].add(cell.size());
      }
    }
    return sums[0].compareTo(MANY_V4) > 0 || sums[1].compareTo(MANY_V6) > 0;
  }

  /** Returns what the policies' ranges leave apart, for messages. */
  @Override
  public String toString() {
    return Arrays.toString(cells.toArray());
  }
}
