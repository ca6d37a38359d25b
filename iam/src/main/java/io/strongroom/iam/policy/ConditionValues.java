package io.strongroom.iam.policy;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.function.Supplier;

/**
 * Says whether a value can be compared at all. A value that never matches would silently disarm a
 * Deny, so it is refused when the policy is stored.
 */
final class ConditionValues {

  private static final String NUMBER_CHARACTERS = "0123456789+-.eE";

  private ConditionValues() {}

  /** Tells whether {@code value} has the form that operators of {@code family} compare. */
  static boolean fit(ConditionOperator.Family family, String value) {
    return switch (family) {
      case STRING, ARN -> true;
      case NUMERIC -> isNumber(value);
      case DATE -> isDate(value);
      case BOOL, NULL -> value.equalsIgnoreCase("true") || value.equalsIgnoreCase("false");
      case BINARY -> isBase64(value);
      case IP -> IpRange.parse(value) != null;
    };
  }

  private static boolean isNumber(String value) {
    if (value.length() > JsonReader.MAX_NUMBER_LENGTH) {
      return false;
    }
    for (int i = 0; i < value.length(); i++) {
      if (NUMBER_CHARACTERS.indexOf(value.charAt(i)) < 0) {
        return false;
      }
    }
    return parses(() -> new BigDecimal(value));
  }

  /** The forms of the W3C note "Date and Time Formats", or seconds since 1970. */
  private static boolean isDate(String value) {
    return isNumber(value)
        || parses(() -> DateTimeFormatter.ISO_OFFSET_DATE_TIME.parse(value))
        || parses(() -> LocalDate.parse(value))
        || parses(() -> YearMonth.parse(value));
  }

  private static boolean isBase64(String value) {
    return parses(() -> Base64.getDecoder().decode(value));
  }

  private static boolean parses(Supplier<?> reading) {
    try {
      return reading.get() != null;
    } catch (DateTimeException | IllegalArgumentException e) {
      return false;
    }
  }
}
