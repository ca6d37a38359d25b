package io.strongroom.iam.policy;

import org.jspecify.annotations.Nullable;

/**
 * A pattern over ARNs: {@code *}, or an ARN in whose parts {@code *} is any run of characters and
 * {@code ?} any one. The service part has no wildcard. A {@code *} at the end of a part may stand
 * for the parts after it too. May hold policy variables after the fifth colon.
 *
 * @param text the pattern as written
 */
public record ResourcePattern(String text) {
  private static final int ARN_PARTS = 6;
  private static final int SERVICE = 2;

  /** Reads one; null if {@code text} is not of this form. */
  static @Nullable ResourcePattern parse(String text) {
    if (text.equals("*")) {
      return new ResourcePattern(text);
    }
    String[] parts = text.split(":", ARN_PARTS);
    if (parts.length <= SERVICE + 1 || !parts[0].equals("arn") || parts[1].isEmpty()) {
      return null;
    }
    String service = parts[SERVICE];
    if (service.isEmpty() || service.indexOf('*') >= 0 || service.indexOf('?') >= 0) {
      return null;
    }
    boolean whole = parts.length == ARN_PARTS && !parts[ARN_PARTS - 1].isEmpty();
    boolean cutByWildcard = parts.length < ARN_PARTS && text.endsWith("*");
    return whole || cutByWildcard ? new ResourcePattern(text) : null;
  }
}
