package io.strongroom.iam.sigv4;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/**
 * The time of a signature, to the second.
 *
 * @param basic the time as {@code yyyyMMdd'T'HHmmss'Z'}, which is what gets signed
 * @param epochSecond the same in seconds since 1970
 */
record AmzDate(String basic, long epochSecond) {
  private static final int LENGTH = "yyyyMMddTHHmmssZ".length();
  private static final int DAY_LENGTH = "yyyyMMdd".length();
  private static final int SECONDS_PER_DAY = 86_400;
  private static final DateTimeFormatter BASIC =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  /** Reads the basic format of ISO 8601, and nothing else. */
  static AmzDate parse(String text) throws Refusal {
    if (!isBasic(text)) {
      throw Refusal.malformedDate(text);
    }
    int hour = number(text, 9, 2);
    int minute = number(text, 11, 2);
    int second = number(text, 13, 2);
    if (hour > 23 || minute > 59 || second > 59) {
      throw Refusal.malformedDate(text);
    }
    try {
      long day =
          LocalDate.of(number(text, 0, 4), number(text, 4, 2), number(text, 6, 2)).toEpochDay();
      return new AmzDate(text, day * SECONDS_PER_DAY + (hour * 60L + minute) * 60 + second);
    } catch (DateTimeException e) {
      throw Refusal.malformedDate(text);
    }
  }

  /** Reads a {@code Date} header: the basic format or the one of RFC 1123. */
  static AmzDate parseHttp(String text) throws Refusal {
    if (isBasic(text)) {
      return parse(text);
    }
    try {
      Instant instant = DateTimeFormatter.RFC_1123_DATE_TIME.parse(text, Instant::from);
      return new AmzDate(format(instant.getEpochSecond()), instant.getEpochSecond());
    } catch (DateTimeException e) {
      throw Refusal.malformedDate(text);
    }
  }

  /** Returns a time in the basic format. */
  static String format(long epochSecond) {
    return BASIC.format(Instant.ofEpochSecond(epochSecond));
  }

  /** Returns the day as {@code yyyyMMdd}. */
  String day() {
    return basic.substring(0, DAY_LENGTH);
  }

  private static boolean isBasic(String text) {
    if (text.length() != LENGTH || text.charAt(DAY_LENGTH) != 'T' || !text.endsWith("Z")) {
      return false;
    }
    for (int i = 0; i < LENGTH - 1; i++) {
      char c = text.charAt(i);
      if (i != DAY_LENGTH && (c < '0' || c > '9')) {
        return false;
      }
    }
    return true;
  }

  private static int number(String text, int start, int length) {
    int number = 0;
    for (int i = start; i < start + length; i++) {
      number = number * 10 + text.charAt(i) - '0';
    }
    return number;
  }
}
