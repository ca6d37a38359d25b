package io.strongroom.iam.policy;

import org.jspecify.annotations.Nullable;

/**
 * A pattern over actions: {@code *}, or a service's prefix and a pattern over its operations, such
 * as {@code secretsmanager:Get*}. Both parts are compared ignoring case. Whether there is such a
 * service or action is not asked.
 *
 * @param service the prefix, without wildcards; {@code *} for every action of every service
 * @param operation the pattern, in which {@code *} is any run of characters and {@code ?} any one
 */
public record ActionPattern(String service, String operation) {
  private static final String ANY = "*";

  /** Reads one; null if {@code text} is not of this form. */
  static @Nullable ActionPattern parse(String text) {
    if (text.equals(ANY)) {
      return new ActionPattern(ANY, ANY);
    }
    int colon = text.indexOf(':');
    if (colon <= 0 || colon == text.length() - 1) {
      return null;
    }
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean wildcard = i > colon && (c == '*' || c == '?');
      boolean plain = isLetterOrDigit(c) || c == '-' || (i > colon && c == '_');
      if (i != colon && !wildcard && !plain) {
        return null;
      }
    }
    return new ActionPattern(text.substring(0, colon), text.substring(colon + 1));
  }

  /** Tells whether the pattern is over the actions of every service. */
  public boolean isOfAnyService() {
    return service.equals(ANY);
  }

  private static boolean isLetterOrDigit(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  }
}
