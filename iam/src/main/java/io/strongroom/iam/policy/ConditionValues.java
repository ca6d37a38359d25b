package io.strongroom.iam.policy;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads the values of conditions, those of policies and those of requests alike. A value that never
 * matches would silently disarm a Deny, so it is refused when the policy is stored.
 */
public final class ConditionValues {

  private static final String NUMBER_CHARACTERS = "0123456789+-.eE";
  private static final int NANO_DIGITS = 9;

  private ConditionValues() {}

  /** Tells whether {@code value} has the form that operators of {@code family} compare. */
  static boolean fit(ConditionOperator.Family family, String value) {
    return switch (family) {
      case STRING, ARN -> true;
      case NUMERIC -> number(value) != null;
      case DATE -> time(value) != null;
      case BOOL, NULL -> isTrue(value) || isFalse(value);
      case BINARY -> bytes(value) != null;
      case IP -> IpRange.parse(value) != null;
    };
  }

  /** Reads a decimal number of a bounded length; null if it is none. */
  public static @Nullable BigDecimal number(String value) {
    if (value.length() > JsonReader.MAX_NUMBER_LENGTH) {
      return null;
    }
    for (int i = 0; i < value.length(); i++) {
      if (NUMBER_CHARACTERS.indexOf(value.charAt(i)) < 0) {
        return null;
      }
    }
    return read(() -> new BigDecimal(value));
  }

  /**
   * Reads a time in one of the forms of the W3C note "Date and Time Formats", or in seconds since
   * 1970.
   *
   * @return the seconds since 1970, or null if it is no time
   */
  public static @Nullable BigDecimal time(String value) {
    BigDecimal seconds = number(value);
    if (seconds != null) {
      return seconds;
    }
    Instant instant = read(() -> OffsetDateTime.parse(value).toInstant());
    if (instant == null) {
      instant = read(() -> LocalDate.parse(value).atStartOfDay().toInstant(ZoneOffset.UTC));
    }
    if (instant == null) {
      instant =
          read(() -> YearMonth.parse(value).atDay(1).atStartOfDay().toInstant(ZoneOffset.UTC));
    }
    return instant == null
        ? null
        : BigDecimal.valueOf(instant.getEpochSecond())
            .add(BigDecimal.valueOf(instant.getNano(), NANO_DIGITS));
  }

  /** Tells whether {@code value} says true, ignoring case. */
  public static boolean isTrue(String value) {
    return value.equalsIgnoreCase("true");
  }

  /** Tells whether {@code value} says false, ignoring case. */
  public static boolean isFalse(String value) {
    return value.equalsIgnoreCase("false");
  }

  /** Reads base64; null if it is none. */
  public static byte @Nullable [] bytes(String value) {
    return read(() -> Base64.getDecoder().decode(value));
  }

  private static <T> @Nullable T read(Supplier<T> reading) {
    try {
      return reading.get();
    } catch (DateTimeException | IllegalArgumentException e) {
      return null;
    }
  }
}
