package io.strongroom.iam.policy;

/**
 * Matches texts against patterns in which {@code *} is any run of characters and {@code ?} any one.
 * Takes at most pattern length times text length steps and keeps two positions, whatever the
 * pattern (requirement AUZ-5): when a character does not fit, only the last star takes one more.
 */
final class Wildcards {

  private Wildcards() {}

  /** Tells whether the whole of {@code text} matches; letters differ by more than case. */
  static boolean matchIgnoringCase(String pattern, String text) {
    int p = 0;
    int t = 0;
    int star = -1;
    int taken = 0;
    while (t < text.length()) {
      if (p < pattern.length() && pattern.charAt(p) == '*') {
        star = p++;
        taken = t;
      } else if (p < pattern.length() && fits(pattern.charAt(p), text.charAt(t))) {
        p++;
        t++;
      } else if (star >= 0) {
        p = star + 1;
        t = ++taken;
      } else {
        return false;
      }
    }
    while (p < pattern.length() && pattern.charAt(p) == '*') {
      p++;
    }
    return p == pattern.length();
  }

  /** Tells whether {@code text} holds a wildcard. */
  static boolean occurIn(String text) {
    return text.indexOf('*') >= 0 || text.indexOf('?') >= 0;
  }

  private static boolean fits(char pattern, char c) {
    return pattern == '?' || Character.toLowerCase(pattern) == Character.toLowerCase(c);
  }
}
