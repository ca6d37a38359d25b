package io.strongroom.core.rotation;

import io.strongroom.core.error.ServiceException;
import java.util.Locale;

/**
 * Parses {@code rate(N hour|hours|day|days)} and {@code cron(Minutes Hours Day-of-month Month
 * Day-of-week Year)}.
 *
 * <p>{@code rate}, {@code cron} and units are in lower case; names of days and months, {@code L}
 * and {@code W} in either. Words are separated by one space. In a cron expression:
 *
 * <ul>
 *   <li>Minutes are {@code 0} and Year is {@code *}, nothing else.
 *   <li>A list {@code a,b} of single values, ranges {@code a-b} and {@code *}, each with a step
 *       {@code /n}, is taken in all other fields. {@code a/n} runs to the end of the field, {@code
 *       /n} is {@code *}{@code /n}. Ranges of names may run over the end, {@code FRI-MON}.
 *   <li>Day-of-month also takes {@code L}, the last day; {@code SUNL}, the last Sunday; {@code
 *       15W}, the weekday nearest to the 15th within the month, or no day in a month that has no
 *       such date.
 *   <li>Day-of-week also takes {@code TUE#3}, the third Tuesday; {@code FRIL} or {@code 6L}, the
 *       last Friday; {@code L}, which is Saturday, the last day of the week.
 *   <li>Exactly one of the two is {@code ?}.
 * </ul>
 *
 * <p>Source: user guide, Rotation schedules. Not confirmed there: anything but one hour or a step
 * in Hours, {@code W}, which is general to cron expressions of AWS, and ranges over the end.
 */
final class ScheduleParser {

  /** The longest expression that the service model admits, in characters. */
  static final int MAX_LENGTH = 256;

  /** Any greater number counts as this one: it is above every range. */
  private static final int NUMBER_CEILING = 1_000_000;

  private static final char LAST_ASCII = 0x7F;
  private static final String RATE = "rate(";
  private static final String CRON = "cron(";
  private static final String END = ")";
  private static final int CRON_FIELDS = 6;
  private static final String ANY = "*";
  private static final String NOT_THIS = "?";

  private ScheduleParser() {}

  /**
   * Parses a schedule expression.
   *
   * @throws ServiceException with InvalidParameterException if it is none
   */
  static Schedule parse(String expression) {
    if (expression.length() > MAX_LENGTH || !expression.endsWith(END)) {
      throw invalid();
    }
    int end = expression.length() - END.length();
    if (expression.startsWith(RATE)) {
      return rate(expression.substring(RATE.length(), end));
    }
    if (expression.startsWith(CRON)) {
      return new Schedule.At(cron(expression.substring(CRON.length(), end)));
    }
    throw invalid();
  }

  /** Makes the error for whatever is no schedule. */
  static ServiceException invalid() {
    return RotationRules.refusal("Invalid schedule expression.");
  }

  /** Returns the number that {@code digits} write in ASCII, at most a ceiling; -1 if none. */
  static int number(String digits) {
    int number = digits.isEmpty() ? -1 : 0;
    for (int i = 0; i < digits.length(); i++) {
      char digit = digits.charAt(i);
      if (digit < '0' || digit > '9') {
        return -1;
      }
      number = Math.min(number * 10 + (digit - '0'), NUMBER_CEILING);
    }
    return number;
  }

  private static Schedule rate(String rate) {
    int space = rate.indexOf(' ');
    int number = space < 0 ? -1 : number(rate.substring(0, space));
    if (number < 0) {
      throw invalid();
    }
    return switch (rate.substring(space + 1)) {
      case "hour", "hours" -> Schedule.EveryHours.parse(number);
      case "day", "days" -> Schedule.EveryDays.parse(number);
      default -> throw invalid();
    };
  }

  private static CronExpression cron(String cron) {
    // Some letters beyond ASCII have ASCII letters for upper case.
    if (cron.chars().anyMatch(character -> character > LAST_ASCII)) {
      throw invalid();
    }
    String[] fields = cron.toUpperCase(Locale.ROOT).split(" ", -1);
    if (fields.length != CRON_FIELDS || !fields[0].equals("0") || !fields[5].equals(ANY)) {
      throw invalid();
    }
    boolean ofWeek = fields[2].equals(NOT_THIS);
    if (ofWeek == fields[4].equals(NOT_THIS)) {
      throw invalid();
    }
    int hours = CronField.HOURS.parse(fields[1]);
    int months = CronField.MONTHS.parse(fields[3]);
    CronDays days = ofWeek ? daysOfWeek(fields[4]) : daysOfMonth(fields[2]);
    return CronExpression.parse(hours, months, days);
  }

  private static CronDays daysOfMonth(String field) {
    CronDays days = CronDays.NONE;
    for (String item : field.split(",", -1)) {
      int before = item.length() - 1;
      if (item.equals("L")) {
        days = days.addingLast();
      } else if (item.endsWith("W")) {
        days = days.addingNearest(CronField.DAYS_OF_MONTH.value(item.substring(0, before)));
      } else if (item.endsWith("L")) {
        days = days.addingLastWeekday(CronField.DAYS_OF_WEEK.named(item.substring(0, before)));
      } else {
        days = days.addingDays(CronField.DAYS_OF_MONTH.parse(item));
      }
    }
    return days;
  }

  private static CronDays daysOfWeek(String field) {
    CronDays days = CronDays.NONE;
    for (String item : field.split(",", -1)) {
      int hash = item.indexOf('#');
      if (hash >= 0) {
        int weekday = CronField.DAYS_OF_WEEK.value(item.substring(0, hash));
        int nth = CronField.WEEKS.value(item.substring(hash + 1));
        days = days.addingNthWeekday(weekday, nth);
      } else if (item.equals("L")) {
        days = days.addingWeekdays(CronField.DAYS_OF_WEEK.parse("SAT"));
      } else if (item.endsWith("L")) {
        String weekday = item.substring(0, item.length() - 1);
        days = days.addingLastWeekday(CronField.DAYS_OF_WEEK.value(weekday));
      } else {
        days = days.addingWeekdays(CronField.DAYS_OF_WEEK.parse(item));
      }
    }
    return days;
  }
}
