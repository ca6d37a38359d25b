package io.strongroom.iam.policy.eval;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Conditions for {@link NaiveEvaluator}: read from the JSON at every question. */
final class NaiveConditions {
  private final Map<String, Object> keys;

  /** Takes the keys of a request; the map finds names in any case. */
  NaiveConditions(Map<String, Object> keys) {
    this.keys = keys;
  }

  /** Returns a text, a list of texts that is not empty, or null. */
  @Nullable Object get(String key) {
    Object value = keys.get(key);
    return value instanceof List<?> list && list.isEmpty() ? null : value;
  }

  boolean hold(@Nullable Map<?, ?> condition, boolean variables) {
    boolean hold = true;
    if (condition != null) {
      for (Map.Entry<?, ?> block : condition.entrySet()) {
        for (Map.Entry<?, ?> entry : ((Map<?, ?>) block.getValue()).entrySet()) {
          List<String> wanted = new ArrayList<>();
          NaiveEvaluator.listed(entry.getValue()).forEach(value -> wanted.add((String) value));
          hold &= holds((String) block.getKey(), (String) entry.getKey(), wanted, variables);
        }
      }
    }
    return hold;
  }

  private boolean holds(String spelled, String key, List<String> wanted, boolean variables) {
    String operator = spelled.toLowerCase(Locale.ROOT);
    Object present = get(key);
    List<String> values = new ArrayList<>();
    NaiveEvaluator.listed(present).forEach(value -> values.add((String) value));
    boolean nothing = values.stream().allMatch(""::equals);
    if (operator.equals("null")) {
      return wanted.stream().anyMatch(text -> text.equalsIgnoreCase(nothing ? "true" : "false"));
    }
    boolean ifExists = operator.endsWith("ifexists");
    boolean all = operator.startsWith("forallvalues:");
    boolean any = operator.startsWith("foranyvalue:");
    String bare =
        operator.replace("ifexists", "").replace("forallvalues:", "").replace("foranyvalue:", "");
    boolean negated = bare.contains("not");
    String positive = bare.replace("not", "");
    if (present == null) {
      return ifExists || all || (negated && !any);
    }
    if (all && nothing) {
      return true;
    }
    int matching = 0;
    for (String value : values) {
      boolean found = false;
      for (String text : wanted) {
        found |= compare(positive, value, text, variables);
      }
      matching += found ? 1 : 0;
    }
    if (negated) {
      return any ? matching < values.size() : matching == 0;
    }
    return all ? matching == values.size() : matching > 0;
  }

  private boolean compare(String operator, String value, String wanted, boolean variables) {
    NaiveConditions known = variables ? this : null;
    return switch (operator) {
      case "stringequals" -> value.equals(plain(NaiveText.symbols(wanted, known)));
      case "stringequalsignorecase" ->
          value.equalsIgnoreCase(plain(NaiveText.symbols(wanted, known)));
      case "stringlike" -> NaiveText.like(NaiveText.symbols(wanted, known), value, false);
      case "arnequals", "arnlike" -> arnLike(wanted, value, known);
      case "bool" ->
          List.of("true", "false").contains(value.toLowerCase(Locale.ROOT))
              && value.equalsIgnoreCase(wanted);
      case "binaryequals" -> bytes(value).equals(bytes(wanted)) && !bytes(value).equals("no");
      case "ipaddress" -> value.indexOf('/') < 0 && inRange(value, wanted);
      default ->
          operator.startsWith("date")
              ? order(operator.substring("date".length()), seconds(value), seconds(wanted))
              : order(operator.substring("numeric".length()), number(value), number(wanted));
    };
  }

  private static @Nullable String plain(@Nullable List<Object> symbols) {
    if (symbols == null) {
      return null;
    }
    StringBuilder text = new StringBuilder();
    symbols.forEach(text::append);
    return text.toString();
  }

  private static boolean arnLike(String wanted, String value, @Nullable NaiveConditions known) {
    List<String> fields = new ArrayList<>();
    String rest = wanted;
    int braces = 0;
    int start = 0;
    for (int i = 0; i < rest.length() && fields.size() < 5; i++) {
      braces += known != null && rest.startsWith("${", i) ? 1 : 0;
      braces -= known != null && rest.charAt(i) == '}' && braces > 0 ? 1 : 0;
      if (rest.charAt(i) == ':' && braces == 0) {
        fields.add(rest.substring(start, i));
        start = i + 1;
      }
    }
    fields.add(rest.substring(start));
    String[] values = value.split(":", 6);
    if (fields.size() != 6 || values.length != 6) {
      return false;
    }
    boolean like = true;
    for (int i = 0; i < 6; i++) {
      like &= NaiveText.like(NaiveText.symbols(fields.get(i), known), values[i], false);
    }
    return like;
  }

  private static boolean order(String relation, @Nullable Double left, @Nullable Double right) {
    if (left == null || right == null) {
      return false;
    }
    return switch (relation) {
      case "equals" -> left.doubleValue() == right.doubleValue();
      case "lessthan" -> left < right;
      case "lessthanequals" -> left <= right;
      case "greaterthan" -> left > right;
      case "greaterthanequals" -> left >= right;
      default -> throw new IllegalArgumentException(relation);
    };
  }

  private static @Nullable Double number(String text) {
    return text.matches("[-+]?[0-9]+(\\.[0-9]+)?([eE][0-9]+)?") ? Double.valueOf(text) : null;
  }

  private static @Nullable Double seconds(String text) {
    if (number(text) != null) {
      return number(text);
    }
    String full =
        switch (text.length()) {
          case 7 -> text + "-01T00:00:00Z";
          case 10 -> text + "T00:00:00Z";
          default -> text;
        };
    return full.matches("[0-9]{4}-.*T.*")
        ? (double) OffsetDateTime.parse(full).toEpochSecond()
        : null;
  }

  private static String bytes(String text) {
    try {
      return Arrays.toString(Base64.getDecoder().decode(text));
    } catch (IllegalArgumentException e) {
      return "no";
    }
  }

  private static boolean inRange(String address, String range) {
    String bits = bits(address);
    String[] parts = range.split("/", 2);
    String prefix = bits(parts[0]);
    int length = parts.length == 1 ? prefix.length() : Integer.parseInt(parts[1]);
    return !bits.isEmpty()
        && bits.length() == prefix.length()
        && bits.startsWith(prefix.substring(0, length));
  }

  /** Returns an address as a text of zeros and ones, or an empty text. */
  private static String bits(String address) {
    if (!address.matches("[0-9]+(\\.[0-9]+){3}|[0-9a-f]*:[0-9a-f:]*")) {
      return "";
    }
    StringBuilder bits = new StringBuilder();
    try {
      for (byte b : InetAddress.getByName(address).getAddress()) {
        bits.append(Integer.toBinaryString(256 + (b & 0xff)).substring(1));
      }
    } catch (UnknownHostException e) {
      return "";
    }
    return bits.toString();
  }
}
