package io.strongroom.analyzer.trial;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * What policies name. Whoever attacks a policy must be named nowhere in it: in no principal and by
 * no value of any condition. That is stricter than the notion of public asks, so whatever gets in
 * all the same should not have.
 *
 * @param text everything that the policies say, in lower case
 */
record Named(String text) {
  private static final int ACCOUNT_LENGTH = 12;

  /** Collects what policies name. */
  static Named in(List<Written> policies) {
    return new Named(
        policies.stream()
            .map(Written::text)
            .collect(Collectors.joining())
            .toLowerCase(Locale.ROOT));
  }

  /** Tells whether neither a value nor an account in it stands in the policies. */
  boolean isFresh(String value) {
    if (text.contains(value.toLowerCase(Locale.ROOT))) {
      return false;
    }
    int digits = 0;
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      digits = c >= '0' && c <= '9' ? digits + 1 : 0;
      if (digits >= ACCOUNT_LENGTH
          && text.contains(value.substring(i + 1 - ACCOUNT_LENGTH, i + 1))) {
        return false;
      }
    }
    return true;
  }
}
