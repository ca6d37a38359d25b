package io.strongroom.analyzer.trial;

import static io.strongroom.analyzer.trial.Rewrites.any;
import static io.strongroom.analyzer.trial.Rewrites.changing;

import io.strongroom.analyzer.trial.Rewrites.Pair;
import io.strongroom.analyzer.trial.Rewrites.Rewrite;
import io.strongroom.iam.policy.ConditionValues;
import io.strongroom.iam.policy.IpRange;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Ways to write a condition otherwise that leave its meaning. */
final class ValueRewrites {
  private static final Map<String, String> SAME =
      Map.of(
          "arnequals", "ArnLike",
          "arnlike", "ArnEquals",
          "arnnotequals", "ArnNotLike",
          "arnnotlike", "ArnNotEquals");
  private static final Map<String, String> SAME_WITHOUT_WILDCARDS =
      Map.of(
          "stringequals", "StringLike",
          "stringlike", "StringEquals",
          "stringnotequals", "StringNotLike",
          "stringnotlike", "StringNotEquals");

  private ValueRewrites() {}

  static Map<String, Rewrite> all() {
    Map<String, Rewrite> all = new LinkedHashMap<>();
    all.put(
        "StringLike for StringEquals",
        renaming(SAME_WITHOUT_WILDCARDS, ValueRewrites::hasWildcard, value -> value));
    all.put("wildcards in quotes", ValueRewrites::quoted);
    all.put("ArnLike for ArnEquals", renaming(SAME, _ -> false, value -> value));
    all.put("ranges of one", values("ipaddress", ValueRewrites::single));
    all.put("halves of ranges", changing(ValueRewrites::halves));
    all.put("addresses spelt otherwise", values("ipaddress", ValueRewrites::spelt));
    all.put("stars doubled in values", changing(ValueRewrites::doubledStars));
    all.put("numbers spelt otherwise", values("numeric", ValueRewrites::number));
    all.put("times spelt otherwise", values("date", ValueRewrites::time));
    all.put("truths spelt otherwise", values("bool", ValueRewrites::swapped));
    all.put("values whose case is ignored", values("ignorecase", ValueRewrites::swapped));
    all.put("IfExists where nothing is missed", changing(ValueRewrites::idleIfExists));
    all.put("IfExists of what must exist", ValueRewrites::presentIfExists);
    all.put("presence of what is compared", changing(ValueRewrites::comparedIsPresent));
    all.put("an entry for each value that is excluded", changing(ValueRewrites::eachExcluded));
    all.put("equal as neither less nor more", changing(ValueRewrites::between));
    return all;
  }

  private static boolean hasWildcard(String value) {
    return value.indexOf('*') >= 0 || value.indexOf('?') >= 0;
  }

  private static Rewrite renaming(
      Map<String, String> names, Predicate<String> unfit, UnaryOperator<String> change) {
    return changing(
        (policy, random) -> {
          Entry entry =
              any(
                  Entry.of(policy),
                  each -> names.containsKey(each.bare()) && each.values().stream().noneMatch(unfit),
                  random);
          if (entry == null) {
            return false;
          }
          List<String> values = entry.values().stream().map(change).toList();
          return entry.become(entry.named(names.getOrDefault(entry.bare(), "")), values);
        });
  }

  private static @Nullable Pair quoted(Written policy, Random random) {
    if (!"2012-10-17".equals(policy.json().get("Version"))) {
      return null;
    }
    return renaming(
            Map.of("stringequals", "StringLike", "stringnotequals", "StringNotLike"),
            value -> value.contains("$"),
            value -> value.replace("?", "\n").replace("*", "${*}").replace("\n", "${?}"))
        .of(policy, random);
  }

  private static Rewrite values(String family, UnaryOperator<String> change) {
    return changing(
        (policy, random) -> {
          Entry entry =
              any(
                  Entry.of(policy),
                  each ->
                      each.bare().contains(family)
                          && !each.values().stream().map(change).toList().equals(each.values()),
                  random);
          if (entry != null) {
            entry.put(entry.values().stream().map(change).toList());
          }
          return entry != null;
        });
  }

  private static String single(String text) {
    int slash = text.indexOf('/');
    String whole = text.indexOf(':') < 0 ? "/32" : "/128";
    if (slash < 0) {
      return text + whole;
    }
    return text.substring(slash).equals(whole) ? text.substring(0, slash) : text;
  }

  private static boolean halves(Written policy, Random random) {
    Entry entry =
        any(
            Entry.of(policy),
            each ->
                each.bare().endsWith("ipaddress")
                    && each.values().stream().anyMatch(value -> halves(value).size() > 1),
            random);
    if (entry == null) {
      return false;
    }
    List<String> values = entry.values().stream().flatMap(text -> halves(text).stream()).toList();
    entry.put(values);
    return true;
  }

  private static List<String> halves(String text) {
    IpRange range = IpRange.parse(text);
    if (range == null || range.isSingle()) {
      return List.of(text);
    }
    int length = range.address().getAddress().length;
    int prefix = range.prefixBits() + 1;
    BigInteger half = BigInteger.TWO.pow(length * Byte.SIZE - prefix);
    BigInteger address = new BigInteger(1, range.address().getAddress());
    BigInteger first = address.subtract(address.mod(half.shiftLeft(1)));
    return List.of(
        address(first, length) + '/' + prefix, address(first.add(half), length) + '/' + prefix);
  }

  private static String address(BigInteger number, int length) {
    byte[] bytes = number.toByteArray();
    byte[] address = new byte[length];
    int taken = Math.min(bytes.length, length);
    System.arraycopy(bytes, bytes.length - taken, address, length - taken, taken);
    try {
      return InetAddress.getByAddress(address).getHostAddress();
    } catch (UnknownHostException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Writes an IPv6 address in capitals, and a bit outside the mask of any range. */
  private static String spelt(String text) {
    if (text.indexOf(':') >= 0) {
      return text.toUpperCase(Locale.ROOT);
    }
    return text.endsWith(".0/24") || text.endsWith(".0/8") ? text.replace(".0/", ".9/") : text;
  }

  private static boolean doubledStars(Written policy, Random random) {
    Entry entry =
        any(
            Entry.of(policy),
            each ->
                (each.bare().endsWith("like") || each.bare().startsWith("arn"))
                    && each.values().stream().anyMatch(value -> value.indexOf('*') >= 0)
                    && each.values().stream().noneMatch(value -> value.contains("$")),
            random);
    if (entry != null) {
      entry.put(entry.values().stream().map(value -> value.replace("*", "**")).toList());
    }
    return entry != null;
  }

  private static String number(String text) {
    return text.matches("[0-9]+") ? text + ".00" : new BigDecimal(text).toPlainString() + "E0";
  }

  private static String time(String text) {
    BigDecimal seconds = ConditionValues.time(text);
    if (seconds == null) {
      throw new IllegalArgumentException(text);
    }
    return text.matches("[0-9]+")
        ? Instant.ofEpochSecond(seconds.longValue()).toString()
        : seconds.toBigInteger().toString();
  }

  private static String swapped(String text) {
    if (text.contains("$")) {
      return text;
    }
    String upper = text.toUpperCase(Locale.ROOT);
    return upper.equals(text) ? text.toLowerCase(Locale.ROOT) : upper;
  }

  /** What a negated operator and ForAllValues say of a missing key is true already. */
  private static boolean idleIfExists(Written policy, Random random) {
    Entry entry =
        any(
            Entry.of(policy),
            each -> each.isForAll() || (each.isNegated() && !each.isForAny()),
            random);
    return entry != null && entry.become(entry.toggled(), entry.values());
  }

  private static @Nullable Pair presentIfExists(Written policy, Random random) {
    Written before = policy.copy();
    Entry entry = any(Entry.of(before), each -> !each.bare().equals("null"), random);
    if (entry == null || !Entry.add(entry.statement(), "Null", entry.key(), "false")) {
      return null;
    }
    return changing(
            (after, _) -> {
              Entry same =
                  any(
                      Entry.of(after),
                      each ->
                          each.operator().equals(entry.operator())
                              && each.key().equals(entry.key())
                              && each.statement().equals(entry.statement()),
                      random);
              return same != null && same.become(same.toggled(), same.values());
            })
        .of(before, random);
  }

  private static boolean comparedIsPresent(Written policy, Random random) {
    Entry entry =
        any(
            Entry.of(policy),
            each ->
                !each.bare().equals("null")
                    && !each.isNegated()
                    && !each.isForAll()
                    && !each.ifExists()
                    && each.values().stream()
                        .noneMatch(
                            value ->
                                value.isEmpty()
                                    || value.contains("$")
                                    || value.replace("*", "").isEmpty()),
            random);
    return entry != null && Entry.add(entry.statement(), "Null", entry.key(), "false");
  }

  private static boolean eachExcluded(Written policy, Random random) {
    Entry entry =
        any(
            Entry.of(policy),
            each -> each.isNegated() && !each.isForAny() && each.values().size() > 1,
            random);
    if (entry == null) {
      return false;
    }
    List<String> values = entry.values();
    entry.put(new ArrayList<>(values.subList(0, 1)));
    return Entry.add(
        entry.statement(),
        entry.toggled(),
        entry.key(),
        new ArrayList<Object>(values.subList(1, values.size())));
  }

  /** Of a single-valued key, and one value. */
  private static boolean between(Written policy, Random random) {
    Entry entry =
        any(
            Entry.of(policy),
            each ->
                each.bare().matches("(numeric|date)equals")
                    && each.prefix().isEmpty()
                    && each.values().size() == 1,
            random);
    if (entry == null) {
      return false;
    }
    String family = entry.bare().startsWith("numeric") ? "Numeric" : "Date";
    List<String> values = entry.values();
    return entry.become(entry.named(family + "LessThanEquals"), values)
        && Entry.add(
            entry.statement(),
            entry.named(family + "GreaterThanEquals"),
            entry.key(),
            new ArrayList<Object>(values));
  }
}
