package io.strongroom.analyzer.solve;

import io.strongroom.analyzer.formula.AddressSet;
import io.strongroom.analyzer.formula.Claim;
import io.strongroom.analyzer.formula.Test;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;

/**
 * Values to try. Of numbers, times and addresses these are enough: between two limits that follow
 * one another one value is like any other.
 */
final class Candidates {
  private static final BigDecimal TWO = BigDecimal.valueOf(2);
  private static final BigDecimal LAST_TIME =
      BigDecimal.valueOf(Instant.parse("9999-12-31T23:59:59Z").getEpochSecond());

  private Candidates() {}

  /**
   * Returns values that claims suggest; those of a claim that leaves only some, if there is one.
   */
  static Set<String> of(List<Claim> claims) {
    for (Claim claim : claims) {
      if (isFew(claim)) {
        return ((Test.Within) claim.test()).language().examples();
      }
    }
    Set<String> values = new LinkedHashSet<>();
    NavigableSet<BigDecimal> numbers = new TreeSet<>();
    NavigableSet<BigDecimal> times = new TreeSet<>();
    boolean addresses = false;
    for (Claim claim : claims) {
      switch (claim.test()) {
        case Test.Within(var language) when !claim.negated() -> values.addAll(language.examples());
        case Test.Within _ -> {}
        case Test.Ordered ordered ->
            (ordered.isOfTimes() ? times : numbers).addAll(ordered.limits());
        case Test.Addresses(AddressSet set) -> {
          addEdges(set, true, values);
          addEdges(set, false, values);
          addresses = true;
        }
        case Test.Opaque(_, var most) -> values.addAll(most.examples());
      }
    }
    between(numbers).forEach(number -> values.add(number.toPlainString()));
    between(times).forEach(time -> values.add(timeText(time)));
    if (addresses) {
      values.addAll(List.of("0.0.0.0", "::"));
    }
    if (!numbers.isEmpty() || !times.isEmpty() || addresses) {
      values.add("none");
    }
    return values;
  }

  /** Tells whether a claim leaves nothing but some texts. */
  static boolean isFew(Claim claim) {
    return !claim.negated()
        && claim.test() instanceof Test.Within(var language)
        && language.isFinite();
  }

  /** Returns the limits, one number between each two, and one on either side. */
  private static Set<BigDecimal> between(NavigableSet<BigDecimal> limits) {
    Set<BigDecimal> numbers = new LinkedHashSet<>();
    if (limits.isEmpty()) {
      return numbers;
    }
    numbers.add(limits.first().subtract(BigDecimal.ONE));
    BigDecimal previous = null;
    for (BigDecimal limit : limits) {
      if (previous != null) {
        numbers.add(previous.add(limit).divide(TWO));
      }
      numbers.add(limit);
      previous = limit;
    }
    numbers.add(limits.last().add(BigDecimal.ONE));
    return numbers;
  }

  private static String timeText(BigDecimal time) {
    boolean shown =
        time.stripTrailingZeros().scale() <= 0
            && time.signum() >= 0
            && time.compareTo(LAST_TIME) < 0;
    return shown ? Instant.ofEpochSecond(time.longValue()).toString() : time.toPlainString();
  }

  private static void addEdges(AddressSet set, boolean v4, Set<String> values) {
    set.runs(v4)
        .forEach(
            (first, end) -> {
              for (BigInteger address :
                  List.of(
                      first.subtract(BigInteger.ONE), first, end.subtract(BigInteger.ONE), end)) {
                if (address.signum() >= 0 && address.compareTo(AddressSet.all(v4)) < 0) {
                  values.add(AddressSet.address(address, v4).getHostAddress());
                }
              }
            });
  }
}
