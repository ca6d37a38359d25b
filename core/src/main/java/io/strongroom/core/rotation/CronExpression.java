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

  private final int hours;
  private final CronCalendar calendar;
  private final int longestGapDays;

  private CronExpression(int hours, CronCalendar calendar, int longestGapDays) {
    this.hours = hours;
    this.calendar = calendar;
    this.longestGapDays = longestGapDays;
  }

  /**
   * Makes a schedule of all {@code hours} of all {@code days} in all {@code months}, if it keeps
   * the invariant.
   *
   * @throws io.strongroom.core.error.ServiceException if it does not
   */
  static CronExpression parse(int hours, int months, CronDays days) {
    CronCalendar calendar = CronCalendar.of(months, days);
    CronCalendar.Survey survey = calendar.survey();
    int longest = Math.min(survey.longestGapDays(), Schedule.EveryDays.MAX_DAYS);
    CronExpression cron = new CronExpression(hours, calendar, longest);
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
    int ahead = calendar.in(month);
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
      ahead = calendar.in(month);
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

  private static Instant start(LocalDate date, int hours) {
    return date.atTime(Integer.numberOfTrailingZeros(hours), 0).toInstant(ZoneOffset.UTC);
  }
}
