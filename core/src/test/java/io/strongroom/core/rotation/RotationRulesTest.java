package io.strongroom.core.rotation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.strongroom.core.error.ErrorCode;
import io.strongroom.core.error.ServiceException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Source, if not said otherwise: RotateSecret, API reference and measured texts. */
class RotationRulesTest {
  private static final String BOTH =
      "You cannot specify both rotation frequency and schedule expression together.";
  private static final String NEITHER =
      "You must specify either rotation frequency or schedule expression.";
  private static final String INVALID = "Invalid schedule expression.";
  private static final String HOURS = "Rate in hour should be least 4 and less than 24.";
  private static final String DAYS = "Rate in day should be greater than 0 and less than 1000.";
  private static final String DURATION = "Duration must be at least 1 hour, at most 24 hour.";
  private static final String LONGER = "Duration cannot be greater than Rate in hour.";
  private static final String WITHIN = "Starting hour and duration must be within a day.";

  private static String text(String name) {
    return switch (name) {
      case "BOTH" -> BOTH;
      case "NEITHER" -> NEITHER;
      case "INVALID" -> INVALID;
      case "HOURS" -> HOURS;
      case "DAYS" -> DAYS;
      case "DURATION" -> DURATION;
      case "LONGER" -> LONGER;
      case "WITHIN" -> WITHIN;
      default -> throw new IllegalArgumentException(name);
    };
  }

  private static void assertRefused(
      String text, @Nullable Long days, @Nullable String duration, @Nullable String expression) {
    ServiceException refusal =
        assertThrows(ServiceException.class, () -> RotationRules.parse(days, duration, expression));
    assertEquals(ErrorCode.INVALID_PARAMETER, refusal.code());
    assertEquals(text, refusal.getMessage());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "BOTH | 30 | | rate(10 days)",
        "BOTH | 30 | 3h | rate(10 days)",
        // Being both comes before all other faults.
        "BOTH | 0 | x | nonsense",
        // Unconfirmed.
        "NEITHER | | |",
        "NEITHER | | 3h |",
        "DAYS | 0 | |",
        "DAYS | -1 | |",
        "DAYS | 1001 | |",
        "DAYS | 9223372036854775807 | |",
        "DAYS | -9223372036854775808 | |",
        "HOURS | | | rate(0 hours)",
        "HOURS | | | rate(1 hour)",
        "HOURS | | | rate(3 hours)",
        "HOURS | | | rate(24 hours)",
        "HOURS | | | rate(25 hours)",
        "HOURS | | | rate(99999999999999999999999999 hours)",
        "DAYS | | | rate(0 days)",
        "DAYS | | | rate(0 day)",
        "DAYS | | | rate(1001 days)",
        "DAYS | | | rate(4294967297 days)",
        "DAYS | | | rate(18446744073709551617 days)",
        "DURATION | | 0h | rate(10 days)",
        "DURATION | | 00h | rate(10 days)",
        "DURATION | | 25h | rate(10 days)",
        "DURATION | | 99h | rate(10 days)",
        "DURATION | | 100h | rate(10 days)",
        "DURATION | | 001h | rate(10 days)",
        "DURATION | | 3 | rate(10 days)",
        "DURATION | | 3d | rate(10 days)",
        "DURATION | | 3H | rate(10 days)",
        "DURATION | | h | rate(10 days)",
        "DURATION | | '' | rate(10 days)",
        "DURATION | | -3h | rate(10 days)",
        "DURATION | | +3h | rate(10 days)",
        "DURATION | | ' 3h' | rate(10 days)",
        "DURATION | | ٣h | rate(10 days)",
        "DURATION | 30 | 25h |",
        "DURATION | | 25h | rate(4 hours)",
        "DURATION | | 25h | cron(0 8 * * ? *)",
        "LONGER | | 5h | rate(4 hours)",
        "LONGER | | 24h | rate(23 hours)",
        "LONGER | | 13h | rate(12 hours)",
        "WITHIN | | 17h | cron(0 8 * * ? *)",
        "WITHIN | | 24h | cron(0 1 * * ? *)",
        "WITHIN | | 2h | cron(0 23 1 * ? *)",
        "WITHIN | | 3h | cron(0 2/10 * * ? *)",
        "LONGER | | 9h | cron(0 0/8 * * ? *)",
        "LONGER | | 5h | cron(0 0,4,12 * * ? *)",
        // The expression comes before the duration.
        "INVALID | | 25h | nonsense",
        "HOURS | | 25h | rate(1 hour)",
      })
  void rulesThatMakeNoSenseAreRefused(
      String text, @Nullable Long days, @Nullable String duration, @Nullable String expression) {
    assertRefused(text(text), days, duration, expression);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "rate",
        "rate()",
        "rate(10)",
        "rate(10days)",
        "rate( 10 days)",
        "rate(10  days)",
        "rate(10 days )",
        "rate(10 days",
        "rate(10 days))",
        " rate(10 days)",
        "Rate(10 days)",
        "rate(10 DAYS)",
        "rate(10 minutes)",
        "rate(1 week)",
        "rate(1 month)",
        "rate(-1 days)",
        "rate(1.5 days)",
        "rate(ten days)",
        "rate(1٠ days)",
        "rate( days)",
        "10 days",
        "at(2026-11-25T00:00:00)",
        "cron",
        "cron()",
        "cron(0 8 * * ?)",
        "cron(0 8 * * ? * *)",
        "cron(0  8 * * ? *)",
        "cron( 0 8 * * ? *)",
        "cron(0 8 * * ? * )",
        "cron(0 8 * * ? *",
        "CRON(0 8 * * ? *)",
        "0 8 * * ? *",
        "cron(5 8 * * ? *)",
        "cron(00 8 * * ? *)",
        "cron(* 8 * * ? *)",
        "cron(0/15 8 * * ? *)",
        "cron(0 8 * * ? 2026)",
        "cron(0 8 * * ? 2026-2030)",
        "cron(0 8 * * ? ?)",
        "cron(0 8 * * ? */2)",
        "cron(0 24 * * ? *)",
        "cron(0 -1 * * ? *)",
        "cron(0 ? * * ? *)",
        "cron(0 8h * * ? *)",
        "cron(0 008 * * ? *)",
        "cron(0 8/ * * ? *)",
        "cron(0 8/0 * * ? *)",
        "cron(0 8/25 * * ? *)",
        "cron(0 8/8/8 * * ? *)",
        "cron(0 8, * * ? *)",
        "cron(0 ,8 * * ? *)",
        "cron(0 20-8 * * ? *)",
        "cron(0 8-16-20/8 * * ? *)",
        "cron(0 8 0 * ? *)",
        "cron(0 8 32 * ? *)",
        "cron(0 8 L-3 * ? *)",
        "cron(0 8 LW * ? *)",
        "cron(0 8 W * ? *)",
        "cron(0 8 0W * ? *)",
        "cron(0 8 32W * ? *)",
        "cron(0 8 1-5W * ? *)",
        "cron(0 8 1L * ? *)",
        "cron(0 8 SUN * ? *)",
        "cron(0 8 SUN#1 * ? *)",
        "cron(0 8 JANL * ? *)",
        "cron(0 8 1 0 ? *)",
        "cron(0 8 1 13 ? *)",
        "cron(0 8 1 JANUARY ? *)",
        "cron(0 8 1 ANF ? *)",
        "cron(0 8 1 SUN ? *)",
        "cron(0 8 1 ? ? *)",
        "cron(0 8 1 L ? *)",
        "cron(0 8 1 10-2 ? *)",
        "cron(0 8 1 OCT-2 ? *)",
        "cron(0 8 ? * 0 *)",
        "cron(0 8 ? * 8 *)",
        "cron(0 8 ? * UNM *)",
        "cron(0 8 ? * MONDAY *)",
        "cron(0 8 ? * MON#0 *)",
        "cron(0 8 ? * MON#6 *)",
        "cron(0 8 ? * MON# *)",
        "cron(0 8 ? * #1 *)",
        "cron(0 8 ? * MON#1#2 *)",
        "cron(0 8 ? * 6-2 *)",
        "cron(0 8 ? * LL *)",
        "cron(0 8 ? * 15W *)",
        "cron(0 8 ? * fr\u0131 *)",
        "cron(0 8 ? * \u017Fun *)",
        // Exactly one of the day fields is "?".
        "cron(0 8 ? * ? *)",
        "cron(0 8 * * * *)",
        "cron(0 8 1 * MON *)",
        "cron(0 1 * 1/3 SUN *)",
        // Days that no calendar has.
        "cron(0 8 30 2 ? *)",
        "cron(0 8 31 2,4,6,9,11 ? *)",
        "cron(0 8 30W FEB ? *)",
        // Starts less than four hours apart.
        "cron(0 * * * ? *)",
        "cron(0 */3 * * ? *)",
        "cron(0 0/1 1 * ? *)",
        "cron(0 8,11 * * ? *)",
        "cron(0 8-12 * * ? *)",
        "cron(0 8,9 1 JAN ? *)",
        "cron(0 1,23 * * ? *)",
        "cron(0 1,22 1,15,16 * ? *)",
        "cron(0 0,21 1,L * ? *)",
        "cron(0 0,21 31,1 12,1 ? *)",
      })
  void whatIsNoScheduleIsRefused(String expression) {
    assertRefused(INVALID, null, null, expression);
  }

  @Test
  void anExpressionLongerThanTheModelAdmitsIsRefused() {
    String longest = "cron(0 " + "8,".repeat(119) + "08 * * ? *)";
    assertEquals(256, longest.length());
    RotationRules.parse(null, null, longest);
    assertRefused(INVALID, null, null, longest.replace("(0 8", "(0 08"));
  }

  /** Columns: expression or days; the days shown. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "rate(4 hours) | 1", // recorded
        "rate(23 hours) | 1",
        "rate(1 day) | 1", // recorded
        "rate(1 days) | 1",
        "rate(10 days) | 10",
        "rate(10 day) | 10",
        "rate(010 days) | 10",
        "rate(999 days) | 999",
        "rate(1000 days) | 1000",
        // All of cron is unconfirmed.
        "cron(0 0/4 * * ? *) | 1",
        "cron(0 10 * * ? *) | 1",
        "cron(0 18 ? * SAT *) | 7",
        "cron(0 8 ? * MON-FRI *) | 3",
        "cron(0 8 1 * ? *) | 31",
        "cron(0 17 L * ? *) | 31",
        "cron(0 16 1,15 * ? *) | 17",
        "cron(0 0 ? * SUN#1 *) | 35",
        "cron(0 8 1 1/3 ? *) | 92",
        "cron(0 8 1 JAN ? *) | 366",
        "cron(0 8 29 FEB ? *) | 1000",
        "cron(0 8 ? FEB MON#5 *) | 1000",
      })
  void theDaysBetweenRotationsAreComputed(String expression, int shown) {
    assertEquals(shown, RotationRules.parse(null, null, expression).automaticallyAfterDaysShown());
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 30, 999, 1000})
  void givenDaysAreShown(long days) {
    RotationRules rules = RotationRules.parse(days, null, null);
    assertEquals(days, rules.automaticallyAfterDaysShown());
    assertEquals(days, rules.automaticallyAfterDays());
  }

  /** Columns: expression or days, duration, last rotation, start, NextRotationDate. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // Recorded: a rate of 4 hours gives a date that ends in 08:59:59.
        "rate(4 hours) || 2026-11-25T04:30:00Z | 2026-11-25T08:00:00Z | 2026-11-25T08:59:59Z",
        "rate(4 hours) || 2026-11-25T07:59:59.999Z | 2026-11-25T08:00:00Z | 2026-11-25T08:59:59Z",
        "rate(4 hours) || 2026-11-25T08:00:00Z | 2026-11-25T12:00:00Z | 2026-11-25T12:59:59Z",
        "rate(4 hours) || 2026-11-25T23:10:00Z | 2026-11-26T00:00:00Z | 2026-11-26T00:59:59Z",
        "rate(4 hours) | 4h | 2026-11-25T20:10:00Z | 2026-11-26T00:00:00Z | 2026-11-26T03:59:59Z",
        "rate(4 hours) | 1h | 2026-11-25T01:10:00Z | 2026-11-25T04:00:00Z | 2026-11-25T04:59:59Z",
        "rate(12 hours) | 3h | 2026-11-25T01:10:00Z | 2026-11-25T12:00:00Z | 2026-11-25T14:59:59Z",
        "rate(8 hours) || 2026-12-31T16:00:00Z | 2027-01-01T00:00:00Z | 2027-01-01T00:59:59Z",
        // Hours that do not divide the day go on from the midnight of 2026-11-25; unconfirmed.
        "rate(5 hours) || 2026-11-25T20:00:00Z | 2026-11-26T01:00:00Z | 2026-11-26T01:59:59Z",
        "rate(23 hours) || 2026-11-25T00:00:00Z | 2026-11-25T23:00:00Z | 2026-11-25T23:59:59Z",
        "rate(23 hours) || 2026-11-25T23:00:00Z | 2026-11-26T22:00:00Z | 2026-11-26T22:59:59Z",
        "rate(23 hours) | 23h | 2026-11-25T23:00:00Z | 2026-11-26T22:00:00Z "
            + "| 2026-11-26T23:59:59Z",
        "rate(5 hours) || 2026-11-24T22:30:00Z | 2026-11-25T00:00:00Z | 2026-11-25T00:59:59Z",
        "rate(5 hours) || 2026-11-24T18:30:00Z | 2026-11-24T19:00:00Z | 2026-11-24T19:59:59Z",
        // Days: the whole day, or its first hours.
        "rate(1 day) || 2026-11-25T00:00:00Z | 2026-11-26T00:00:00Z | 2026-11-26T23:59:59Z",
        "rate(1 day) || 2026-11-25T23:59:59Z | 2026-11-26T00:00:00Z | 2026-11-26T23:59:59Z",
        "rate(10 days) || 2026-11-25T13:00:00Z | 2026-12-05T00:00:00Z | 2026-12-05T23:59:59Z",
        "rate(10 days) | 3h | 2026-11-25T13:00:00Z | 2026-12-05T00:00:00Z | 2026-12-05T02:59:59Z",
        "rate(10 days) | 24h | 2026-11-25T13:00:00Z | 2026-12-05T00:00:00Z "
            + "| 2026-12-05T23:59:59Z",
        "rate(1000 days) || 2026-11-25T13:00:00Z | 2029-08-21T00:00:00Z | 2029-08-21T23:59:59Z",
        "rate(365 days) || 2027-03-01T13:00:00Z | 2028-02-29T00:00:00Z | 2028-02-29T23:59:59Z",
        "30 || 2026-11-25T13:00:00Z | 2026-12-25T00:00:00Z | 2026-12-25T23:59:59Z",
        "30 | 2h | 2026-11-25T13:00:00Z | 2026-12-25T00:00:00Z | 2026-12-25T01:59:59Z",
        // The user guide's examples of cron expressions.
        "cron(0 /8 * * ? *) || 2026-11-25T09:00:00Z | 2026-11-25T16:00:00Z | 2026-11-25T16:59:59Z",
        "cron(0 /8 * * ? *) || 2026-11-25T17:00:00Z | 2026-11-26T00:00:00Z | 2026-11-26T00:59:59Z",
        "cron(0 8/8 * * ? *) || 2026-11-25T17:00:00Z | 2026-11-26T08:00:00Z "
            + "| 2026-11-26T08:59:59Z",
        "cron(0 2/10 * * ? *) || 2026-11-25T02:30:00Z | 2026-11-25T12:00:00Z "
            + "| 2026-11-25T12:59:59Z",
        "cron(0 2/10 * * ? *) || 2026-11-25T12:30:00Z | 2026-11-25T22:00:00Z "
            + "| 2026-11-25T22:59:59Z",
        "cron(0 2/10 * * ? *) || 2026-11-25T22:30:00Z | 2026-11-26T02:00:00Z "
            + "| 2026-11-26T02:59:59Z",
        "cron(0 4/12 * * ? *) || 2026-11-25T16:30:00Z | 2026-11-26T04:00:00Z "
            + "| 2026-11-26T04:59:59Z",
        "cron(0 10 * * ? *) || 2026-11-25T09:59:59Z | 2026-11-25T10:00:00Z "
            + "| 2026-11-25T23:59:59Z",
        "cron(0 10 * * ? *) || 2026-11-25T10:00:00Z | 2026-11-26T10:00:00Z "
            + "| 2026-11-26T23:59:59Z",
        "cron(0 10 * * ? *) | 2h | 2026-11-25T10:00:00Z | 2026-11-26T10:00:00Z "
            + "| 2026-11-26T11:59:59Z",
        "cron(0 10 * * ? *) | 14h | 2026-11-25T10:00:00Z | 2026-11-26T10:00:00Z "
            + "| 2026-11-26T23:59:59Z",
        "cron(0 18 ? * SAT *) || 2026-11-25T00:00:00Z | 2026-11-28T18:00:00Z "
            + "| 2026-11-28T23:59:59Z",
        "cron(0 8 1 * ? *) || 2026-11-25T00:00:00Z | 2026-12-01T08:00:00Z "
            + "| 2026-12-01T23:59:59Z",
        "cron(0 1 ? 1/3 SUN#1 *) || 2026-11-25T00:00:00Z | 2027-01-03T01:00:00Z "
            + "| 2027-01-03T23:59:59Z",
        "cron(0 17 L * ? *) || 2026-11-25T00:00:00Z | 2026-11-30T17:00:00Z "
            + "| 2026-11-30T23:59:59Z",
        "cron(0 8 ? * MON-FRI *) || 2026-11-27T09:00:00Z | 2026-11-30T08:00:00Z "
            + "| 2026-11-30T23:59:59Z",
        "cron(0 16 1,15 * ? *) || 2026-11-25T00:00:00Z | 2026-12-01T16:00:00Z "
            + "| 2026-12-01T23:59:59Z",
        "cron(0 0 ? * SUN#1 *) || 2026-11-25T00:00:00Z | 2026-12-06T00:00:00Z "
            + "| 2026-12-06T23:59:59Z",
        "cron(0 0 ? 1/11 2#1 *) || 2026-11-25T00:00:00Z | 2026-12-07T00:00:00Z "
            + "| 2026-12-07T23:59:59Z",
        "cron(0 0 ? 1/11 2#1 *) || 2026-12-25T00:00:00Z | 2027-01-04T00:00:00Z "
            + "| 2027-01-04T23:59:59Z",
        // A user's expression for the second Tuesday of each quarter.
        "cron(0 10 ? FEB,MAY,AUG,NOV TUE#2 *) || 2026-11-25T00:00:00Z | 2027-02-09T10:00:00Z "
            + "| 2027-02-09T23:59:59Z",
        // Wildcards named in the user guide.
        "cron(0 8 SUNL * ? *) || 2026-11-25T00:00:00Z | 2026-11-29T08:00:00Z "
            + "| 2026-11-29T23:59:59Z",
        "cron(0 8 1/2 * ? *) || 2026-11-29T09:00:00Z | 2026-12-01T08:00:00Z "
            + "| 2026-12-01T23:59:59Z",
        "cron(0 8 1-15 * ? *) || 2026-11-25T00:00:00Z | 2026-12-01T08:00:00Z "
            + "| 2026-12-01T23:59:59Z",
        "cron(0 8 ? * L *) || 2026-11-25T00:00:00Z | 2026-11-28T08:00:00Z "
            + "| 2026-11-28T23:59:59Z",
        "cron(0 8 ? * TUE#3 *) || 2026-11-25T00:00:00Z | 2026-12-15T08:00:00Z "
            + "| 2026-12-15T23:59:59Z",
        "cron(0 8 ? * 1,4 *) || 2026-11-25T09:00:00Z | 2026-11-29T08:00:00Z "
            + "| 2026-11-29T23:59:59Z",
        "cron(0 8 ? * 1/2 *) || 2026-11-25T09:00:00Z | 2026-11-26T08:00:00Z "
            + "| 2026-11-26T23:59:59Z",
        "cron(0 8 ? JAN,APR,JUL,OCT 2 *) || 2026-11-25T09:00:00Z | 2027-01-04T08:00:00Z "
            + "| 2027-01-04T23:59:59Z",
        // General to cron expressions of AWS; unconfirmed here.
        "cron(0 8 ? * 6L *) || 2026-11-25T00:00:00Z | 2026-11-27T08:00:00Z "
            + "| 2026-11-27T23:59:59Z",
        "cron(0 8 ? * FRIL *) || 2026-11-28T00:00:00Z | 2026-12-25T08:00:00Z "
            + "| 2026-12-25T23:59:59Z",
        "cron(0 8 ? * fri-mon *) || 2026-11-25T00:00:00Z | 2026-11-27T08:00:00Z "
            + "| 2026-11-27T23:59:59Z",
        "cron(0 8 ? nov-feb sunL *) || 2026-02-28T00:00:00Z | 2026-11-29T08:00:00Z "
            + "| 2026-11-29T23:59:59Z",
        "cron(0 8 15W * ? *) || 2026-11-01T00:00:00Z | 2026-11-16T08:00:00Z "
            + "| 2026-11-16T23:59:59Z",
        "cron(0 8 14W * ? *) || 2026-11-01T00:00:00Z | 2026-11-13T08:00:00Z "
            + "| 2026-11-13T23:59:59Z",
        "cron(0 8 25W * ? *) || 2026-11-01T00:00:00Z | 2026-11-25T08:00:00Z "
            + "| 2026-11-25T23:59:59Z",
        "cron(0 8 1W * ? *) || 2026-07-15T00:00:00Z | 2026-08-03T08:00:00Z "
            + "| 2026-08-03T23:59:59Z",
        "cron(0 8 1W * ? *) || 2026-10-15T00:00:00Z | 2026-11-02T08:00:00Z "
            + "| 2026-11-02T23:59:59Z",
        "cron(0 8 31W * ? *) || 2026-05-01T00:00:00Z | 2026-05-29T08:00:00Z "
            + "| 2026-05-29T23:59:59Z",
        "cron(0 8 31W * ? *) || 2026-10-01T00:00:00Z | 2026-10-30T08:00:00Z "
            + "| 2026-10-30T23:59:59Z",
        "cron(0 8 31W * ? *) || 2026-11-01T00:00:00Z | 2026-12-31T08:00:00Z "
            + "| 2026-12-31T23:59:59Z",
        "cron(0 8 15,L * ? *) || 2026-11-16T00:00:00Z | 2026-11-30T08:00:00Z "
            + "| 2026-11-30T23:59:59Z",
        "cron(0 8-20/4 * * ? *) || 2026-11-25T20:00:00Z | 2026-11-26T08:00:00Z "
            + "| 2026-11-26T08:59:59Z",
        "cron(0 0,6,23 1 * ? *) | 1h | 2026-11-25T00:00:00Z | 2026-12-01T00:00:00Z "
            + "| 2026-12-01T00:59:59Z",
        // Rare days.
        "cron(0 8 29 2 ? *) || 2026-11-25T00:00:00Z | 2028-02-29T08:00:00Z "
            + "| 2028-02-29T23:59:59Z",
        "cron(0 8 29 2 ? *) || 2096-03-01T00:00:00Z | 2104-02-29T08:00:00Z "
            + "| 2104-02-29T23:59:59Z",
        "cron(0 8 ? 2 MON#5 *) || 2044-03-01T00:00:00Z | 2072-02-29T08:00:00Z "
            + "| 2072-02-29T23:59:59Z",
        "cron(0 8 ? 2 MON#5 *) || 2072-03-01T00:00:00Z | 2112-02-29T08:00:00Z "
            + "| 2112-02-29T23:59:59Z",
        "cron(0 8 31 12 ? *) || 2026-12-31T08:00:00Z | 2027-12-31T08:00:00Z "
            + "| 2027-12-31T23:59:59Z",
        "cron(0 23 31 * ? *) || 2026-12-31T22:59:59Z | 2026-12-31T23:00:00Z "
            + "| 2026-12-31T23:59:59Z",
      })
  void theNextRotationIsTheLastSecondOfTheNextWindow(
      String schedule, @Nullable String duration, Instant last, Instant start, Instant next) {
    boolean isDays = Character.isDigit(schedule.charAt(0));
    RotationRules rules =
        isDays
            ? RotationRules.parse(Long.valueOf(schedule), duration, null)
            : RotationRules.parse(null, duration, schedule);
    Instant origin = Instant.parse("2026-11-25T15:00:00Z");
    assertEquals(start, rules.windowAfter(last, origin).start());
    assertEquals(next, rules.nextRotation(last, origin));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "| 4h | rate(4 hours)",
        "| 23h | rate(23 hours)",
        "| 24h | rate(1 day)",
        "| 16h | cron(0 8 * * ? *)",
        "| 24h | cron(0 0 * * ? *)",
        "| 1h | cron(0 23 * * ? *)",
        "| 01h | cron(0 23 * * ? *)",
        "| 8h | cron(0 0/8 * * ? *)",
        "| 2h | cron(0 2/10 * * ? *)",
        "| | cron(0 0,22 1,15 * ? *)",
        "| | cron(0 0,20 * * ? *)",
        "| | cron(0 0/24 * * ? *)",
        "1 | 24h |",
        "1000 | |",
        "30 | 1h |",
      })
  void membersAreKeptAsGivenAndAcceptedAgain(
      @Nullable Long days, @Nullable String duration, @Nullable String expression) {
    RotationRules rules = RotationRules.parse(days, duration, expression);
    assertEquals(days, rules.automaticallyAfterDays());
    assertEquals(duration, rules.duration());
    assertEquals(expression, rules.scheduleExpression());
    RotationRules again =
        RotationRules.parse(
            rules.automaticallyAfterDays(), rules.duration(), rules.scheduleExpression());
    assertEquals(rules, again);
    assertEquals(rules.hashCode(), again.hashCode());
    assertEquals(rules.toString(), again.toString());
  }

  @Test
  void rulesAreEqualWhenTheirMembersAre() {
    RotationRules rules = RotationRules.parse(10L, "3h", null);
    assertNotEquals(rules, RotationRules.parse(11L, "3h", null));
    assertNotEquals(rules, RotationRules.parse(10L, "4h", null));
    assertNotEquals(rules, RotationRules.parse(10L, null, null));
    assertNotEquals(rules, RotationRules.parse(null, "3h", "rate(10 days)"));
    assertEquals(
        "RotationRules[automaticallyAfterDays=10, duration=3h, scheduleExpression=null]",
        rules.toString());
  }

  @Test
  void aWindowEndsAfterItStarts() {
    Instant start = Instant.parse("2026-11-25T08:00:00Z");
    assertThrows(IllegalArgumentException.class, () -> new RotationWindow(start, start));
    assertEquals(
        Instant.parse("2026-11-25T08:59:59Z"),
        new RotationWindow(start, start.plusSeconds(3600)).lastSecond());
  }
}
