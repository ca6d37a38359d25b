package io.strongroom.analyzer;

import io.strongroom.analyzer.formula.AddressSet;
import io.strongroom.iam.policy.IpRange;
import java.math.BigInteger;
import java.net.InetAddress;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.TreeSet;

/**
 * The addresses of the internet, cut where ranges that policies name begin and end, so that
 * policies treat all addresses of a class alike.
 *
 * <p>Source: Backes et al., "Projective model counting for IP addresses in access control
 * policies", 2024.
 */
final class AddressSpace {
  private static final AddressSet PRIVATE =
      new AddressSet(List.of(range("10.0.0.0/8"), range("172.16.0.0/12"), range("192.168.0.0/16")));

  private AddressSpace() {}

  /**
   * Addresses that are alike.
   *
   * @param v4 whether they are of IPv4
   * @param size how many there are
   * @param example one of them
   */
  record Group(boolean v4, BigInteger size, BigInteger example) {

    /** Returns the set of the example alone. */
    AddressSet exampleAlone() {
      InetAddress address = AddressSet.address(example, v4);
      return new AddressSet(List.of(new IpRange(address, address.getAddress().length * Byte.SIZE)));
    }
  }

  private record Alike(boolean v4, BitSet sets) {}

  private static IpRange range(String text) {
    return Objects.requireNonNull(IpRange.parse(text));
  }

  /**
   * Returns the groups of public addresses, the largest first.
   *
   * @param sets addresses are alike that are in the same sets
   */
  static List<Group> groups(List<AddressSet> sets) {
    Map<Alike, Group> groups = new HashMap<>();
    for (boolean v4 : new boolean[] {true, false}) {
      NavigableSet<BigInteger> cuts = new TreeSet<>();
      cuts.add(BigInteger.ZERO);
      cuts.add(AddressSet.all(v4));
      for (AddressSet set : sets) {
        addCuts(set, v4, cuts);
      }
      addCuts(PRIVATE, v4, cuts);
      BigInteger from = null;
      for (BigInteger to : cuts) {
        if (from != null && !PRIVATE.contains(from, v4)) {
          add(groups, sets, v4, from, to.subtract(from));
        }
        from = to;
      }
    }
    return groups.values().stream().sorted(Comparator.comparing(Group::size).reversed()).toList();
  }

  private static void addCuts(AddressSet set, boolean v4, NavigableSet<BigInteger> cuts) {
    cuts.addAll(set.runs(v4).keySet());
    cuts.addAll(set.runs(v4).values());
  }

  private static void add(
      Map<Alike, Group> groups,
      List<AddressSet> sets,
      boolean v4,
      BigInteger first,
      BigInteger size) {
    BitSet member = new BitSet();
    for (int i = 0; i < sets.size(); i++) {
      member.set(i, sets.get(i).contains(first, v4));
    }
    groups.merge(
        new Alike(v4, member),
        new Group(v4, size, first),
        (one, other) -> new Group(v4, one.size().add(other.size()), one.example()));
  }
}
