package io.strongroom.iam.policy.eval;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Texts of policies as lists of symbols: characters, and the texts * and ? for wildcards. */
final class NaiveText {

  private static final List<Pattern> FORMS =
      List.of(
          Pattern.compile("\\$\\{[*?$]\\}"),
          Pattern.compile("\\$\\{[^,'}$]*[^,'}$ ][^,'}$]*\\}"),
          Pattern.compile("\\$\\{[^,'}$]*[^,'}$ ][^,'}$]*, *'[^']*' *\\}"));

  private NaiveText() {}

  /**
   * Returns the symbols of a text, variables replaced by the characters they stand for; null if one
   * of them has no value.
   *
   * @param keys where variables come from; null if there are none in this text
   */
  static @Nullable List<Object> symbols(String text, @Nullable NaiveConditions keys) {
    List<Object> symbols = new ArrayList<>();
    int at = 0;
    while (at < text.length()) {
      String rest = text.substring(at);
      String variable = keys == null ? null : variable(rest);
      if (variable != null && keys != null) {
        String value = value(variable, keys);
        if (value == null) {
          return null;
        }
        for (int i = 0; i < value.length(); i++) {
          symbols.add(value.charAt(i));
        }
        at += variable.length();
      } else {
        char c = rest.charAt(0);
        symbols.add(c == '*' ? "*" : c == '?' ? "?" : (Object) c);
        at++;
      }
    }
    return symbols;
  }

  /** Returns the well-formed variable at the start of a text, braces included, or null. */
  private static @Nullable String variable(String text) {
    if (text.startsWith("${")) {
      for (Pattern form : FORMS) {
        Matcher matcher = form.matcher(text);
        if (matcher.lookingAt()) {
          return matcher.group();
        }
      }
    }
    return null;
  }

  private static @Nullable String value(String variable, NaiveConditions keys) {
    String inside = variable.substring(2, variable.length() - 1);
    if (List.of("*", "?", "$").contains(inside)) {
      return inside;
    }
    int comma = inside.indexOf(',');
    String key = comma < 0 ? inside : inside.substring(0, comma);
    if (keys.get(key.strip()) instanceof String text) {
      return text;
    }
    return comma < 0 ? null : inside.substring(inside.indexOf('\'') + 1, inside.lastIndexOf('\''));
  }

  /**
   * Tells whether a text matches, by trying all ways.
   *
   * @param parts whether wildcards respect colons, as in resources
   */
  static boolean like(@Nullable List<Object> pattern, String text, boolean parts) {
    return pattern != null && like(pattern, 0, text, 0, parts);
  }

  private static boolean like(List<Object> pattern, int p, String text, int t, boolean parts) {
    if (p == pattern.size()) {
      return t == text.length();
    }
    Object first = pattern.get(p);
    if (first.equals("*")) {
      boolean crosses = !parts || endsPart(pattern, p);
      for (int end = t; end <= text.length(); end++) {
        if (!crosses && end > t && text.charAt(end - 1) == ':') {
          return false;
        }
        if (like(pattern, p + 1, text, end, parts)) {
          return true;
        }
      }
      return false;
    }
    if (t == text.length()) {
      return false;
    }
    char c = text.charAt(t);
    boolean fits = first.equals("?") ? !(parts && c == ':') : first.equals(c);
    return fits && like(pattern, p + 1, text, t + 1, parts);
  }

  /** A star ends its part if only stars come between it and a colon or the end. */
  private static boolean endsPart(List<Object> pattern, int star) {
    int after = star;
    while (after < pattern.size() && pattern.get(after).equals("*")) {
      after++;
    }
    return after == pattern.size() || pattern.get(after).equals(':');
  }
}
