package io.strongroom.analyzer.trial;

import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Makes texts that patterns of policies match. */
final class Instances {
  private static final Pattern VARIABLE =
      Pattern.compile("\\$\\{(?:([*?$])|([^,'}$]+?)(?:, *'([^']*)' *)?)\\}");
  private static final int LONGEST_RUN = 12;
  private static final int ACCOUNT_LENGTH = 12;

  private final Random random;

  /**
   * What stands for wildcards.
   *
   * @param runs texts that often stand for {@code *}
   * @param alphabet of what else stands for {@code *}, and for {@code ?}
   */
  record Filling(List<String> runs, String alphabet) {}

  Instances(Random random) {
    this.random = random;
  }

  /**
   * Returns a text that a pattern matches.
   *
   * @param like whether wildcards are wildcards
   * @param keys what variables stand for, by names in lower case
   */
  String of(
      String pattern, boolean like, Filling filling, Function<String, @Nullable String> keys) {
    StringBuilder text = new StringBuilder();
    Matcher variable = VARIABLE.matcher(pattern);
    int at = 0;
    while (at < pattern.length()) {
      char c = pattern.charAt(at);
      if (c == '$' && variable.find(at) && variable.start() == at) {
        text.append(value(variable, keys));
        at = variable.end();
        continue;
      }
      if (like && c == '*') {
        text.append(run(filling));
      } else if (like && c == '?') {
        text.append(one(filling.alphabet()));
      } else {
        text.append(c);
      }
      at++;
    }
    return text.toString();
  }

  private static String value(Matcher variable, Function<String, @Nullable String> keys) {
    if (variable.group(1) != null) {
      return variable.group(1);
    }
    String value = keys.apply(variable.group(2).strip().toLowerCase(Locale.ROOT));
    String otherwise = variable.group(3);
    return value != null ? value : otherwise != null ? otherwise : "v";
  }

  /**
   * Returns an ARN that a pattern of six fields matches; each wildcard stays in its field.
   *
   * @param whole what stands for fields that are a wildcard only, for the fields but the account
   */
  String arn(
      String pattern,
      List<List<String>> whole,
      String account,
      Filling filling,
      Function<String, @Nullable String> keys) {
    String[] fields = pattern.split(":", 6);
    if (fields.length < 6 || pattern.contains("${")) {
      return of(pattern, true, filling, keys);
    }
    for (int i = 0; i < fields.length; i++) {
      if (i == 4) {
        fields[i] = account(fields[i], account);
      } else if (fields[i].matches("\\*+")) {
        fields[i] = item(whole.get(i));
      } else {
        fields[i] = of(fields[i], true, filling, keys);
      }
    }
    return String.join(":", fields);
  }

  /** Returns an account number that a pattern matches, if there is one. */
  String account(String pattern, String otherwise) {
    if (pattern.matches("\\*+")) {
      return otherwise;
    }
    int wanted = ACCOUNT_LENGTH - pattern.replace("*", "").length();
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < pattern.length(); i++) {
      char c = pattern.charAt(i);
      if (c == '*') {
        boolean last = pattern.indexOf('*', i + 1) < 0;
        int length = last ? Math.max(0, wanted) : random.nextInt(Math.max(0, wanted) + 1);
        wanted -= length;
        for (int digit = 0; digit < length; digit++) {
          text.append(one("0123456789"));
        }
      } else {
        text.append(c == '?' ? one("0123456789") : c);
      }
    }
    return text.toString();
  }

  private String run(Filling filling) {
    if (!filling.runs().isEmpty() && random.nextInt(3) > 0) {
      return item(filling.runs());
    }
    return word(filling.alphabet(), random.nextInt(LONGEST_RUN + 1));
  }

  /** Returns a text of so many characters. */
  String word(String alphabet, int length) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < length; i++) {
      text.append(one(alphabet));
    }
    return text.toString();
  }

  private char one(String alphabet) {
    return alphabet.charAt(random.nextInt(alphabet.length()));
  }

  /** Returns any item of a list. */
  <T> T item(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }
}
