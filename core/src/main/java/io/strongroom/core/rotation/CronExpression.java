package io.strongroom.core.rotation;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.YearMonth;
import java.time.ZoneOffset;

/**
 * A schedule by the calendar, in UTC, on full hours. Sets are bits: 00:00, January and the first of
 * the month are bit 0.
 *
 * <p>INVARIANT: there is a start in every {@value #MAX_YEARS_APART} years, and no two starts are
 * less than {@value #MIN_HOURS_APART} hours apart.
 *
 * <p>The calendar of a year depends on its first weekday and on whether it is a leap year. All 14
 * kinds of year, and all pairs that can follow each other, occur in 28 years among which every
 * fourth is a leap year. So those years tell whether there is a start at all, and whether two can
 * fall on neighbouring days.
 */
final class CronExpression {

  /** How many hours a day has, in UTC. */
  static final int HOURS_PER_DAY = 24;

  /** How close two starts may be. Source: user guide, Rotation schedules. */
  static final int MIN_HOURS_APART = 4;

  /**
   * How far apart two starts can be: a fifth Monday in February comes every 28 years, but for one
   * that falls into a year like 2100.
   */
  static final int MAX_YEARS_APART = 40;

  private static final int MONTHS_PER_YEAR = 12;
  private static final YearMonth SURVEY_START = YearMonth.of(2000, 1);
  private static final int SURVEY_MONTHS = 28 * MONTHS_PER_YEAR;

  private final int hours;
  private final int months;
  private final CronDays days;
  private final int longestGapDays;

  private CronExpression(int hours, int months, CronDays days, int longestGapDays) {
    this.hours = hours;
    this.months = months;
    this.days = days;
    this.longestGapDays = longestGapDays;
  }

  /**
   * Makes a schedule of all {@code hours} of all {@code days} in all {@code months}, if it keeps
   * the invariant.
   *
   * @throws io.strongroom.core.error.ServiceException if it does not
   */
  static CronExpression parse(int hours, int months, CronDays days) {
    Survey survey = Survey.of(months, days);
    CronExpression cron = new CronExpression(hours, months, days, survey.longestGapDays());
    int overnight = HOURS_PER_DAY - cron.lastHour() + Integer.numberOfTrailingZeros(hours);
    boolean tooClose =
        cron.hoursToNextStart() < MIN_HOURS_APART
            || (survey.hasNeighbours() && overnight < MIN_HOURS_APART);
    if (survey.isEmpty() || tooClose) {
      throw ScheduleParser.invalid();
    }
    return cron;
  }

  /** Returns the first start after {@code last}. */
  Instant startAfter(Instant last) {
    LocalDateTime from = LocalDateTime.ofInstant(last, ZoneOffset.UTC);
    YearMonth month = YearMonth.from(from);
    int ahead = daysIn(month);
    int today = 1 << (from.getDayOfMonth() - 1);
    int laterToday = above(hours, from.getHour());
    if ((ahead & today) != 0 && laterToday != 0) {
      return start(from.toLocalDate(), laterToday);
    }
    ahead = above(ahead, from.getDayOfMonth() - 1);
    for (int i = 0; i <= MAX_YEARS_APART * MONTHS_PER_YEAR; i++) {
      if (ahead != 0) {
        return start(month.atDay(Integer.numberOfTrailingZeros(ahead) + 1), hours);
      }
      month = month.plusMonths(1);
      ahead = daysIn(month);
    }
    throw new IllegalStateException("no start after " + last);
  }

  /** Returns how many starts a day has that has any. */
  int startsPerDay() {
    return Integer.bitCount(hours);
  }

  /** Returns the hour of the last start of a day, 0 to 23. */
  int lastHour() {
    return Integer.SIZE - 1 - Integer.numberOfLeadingZeros(hours);
  }

  /** Returns the smallest distance between two starts of one day; a whole day if there is one. */
  int hoursToNextStart() {
    int apart = 1;
    while (apart < HOURS_PER_DAY && (hours & hours >> apart) == 0) {
      apart++;
    }
    return apart;
  }

  /** Returns the longest distance between two days with starts, 1 to 1000. */
  int longestGapDays() {
    return longestGapDays;
  }

  /** Returns the members of {@code set} above {@code bit}, which is less than 31. */
  private static int above(int set, int bit) {
    return set & (-2 << bit);
  }

  private int daysIn(YearMonth month) {
    return daysIn(month, months, days);
  }

  private static int daysIn(YearMonth month, int months, CronDays days) {
    return (months & 1 << (month.getMonthValue() - 1)) == 0 ? 0 : days.in(month);
  }

  private static Instant start(LocalDate date, int hours) {
    return date.atTime(Integer.numberOfTrailingZeros(hours), 0).toInstant(ZoneOffset.UTC);
  }

  /** What a look through the calendar finds: whether there are days, and how they lie. */
  private record Survey(boolean isEmpty, boolean hasNeighbours, int longestGapDays) {

    static Survey of(int months, CronDays days) {
      long first = Long.MIN_VALUE;
      long before = Long.MIN_VALUE;
      long shortest = Long.MAX_VALUE;
      long longest = 1;
      YearMonth month = SURVEY_START;
      for (int i = 0; i < SURVEY_MONTHS; i++) {
        long epochDay = month.atDay(1).toEpochDay();
        for (int left = daysIn(month, months, days); left != 0; left &= left - 1) {
          long day = epochDay + Integer.numberOfTrailingZeros(left);
          if (before == Long.MIN_VALUE) {
            first = day;
          } else {
            shortest = Math.min(shortest, day - before);
            longest = Math.max(longest, day - before);
          }
          before = day;
        }
        month = month.plusMonths(1);
      }
      if (before == Long.MIN_VALUE) {
        return new Survey(true, false, 0);
      }
      long around =
          month.atDay(1).toEpochDay() - before + first - SURVEY_START.atDay(1).toEpochDay();
      longest = Math.min(Math.max(longest, around), Schedule.EveryDays.MAX_DAYS);
      return new Survey(false, Math.min(shortest, around) == 1, (int) longest);
    }
  }
}
