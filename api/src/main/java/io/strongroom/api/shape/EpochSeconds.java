package io.strongroom.api.shape;

import java.time.Instant;

/**
 * Points in time as the service prints them: seconds since 1970 with milliseconds, in the way of
 * {@link Double#toString(double)}, such as {@code 1.707264676408E9}.
 */
final class EpochSeconds {
  private static final double MILLIS_PER_SECOND = 1_000;

  /**
   * From 2001 to 2286 a time in milliseconds has 13 digits, the first of them a billion seconds.
   */
  private static final int DIGITS = 13;

  private static final String EXPONENT = "E9";

  private EpochSeconds() {}

  /**
   * Returns {@code time} in decimal. A double tells 15 digits apart, so that its shortest form is
   * what there is of 13 digits without the zeros at their end: no need to search for it.
   */
  static String text(Instant time) {
    long millis = time.toEpochMilli();
    String digits = Long.toString(millis);
    if (digits.length() != DIGITS || millis < 0) {
      return Double.toString(millis / MILLIS_PER_SECOND);
    }
    int end = DIGITS;
    while (end > 2 && digits.charAt(end - 1) == '0') {
      end--;
    }
    return digits.charAt(0) + "." + digits.substring(1, end) + EXPONENT;
  }
}
