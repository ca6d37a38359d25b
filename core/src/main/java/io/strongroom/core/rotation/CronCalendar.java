package io.strongroom.core.rotation;

import java.time.Month;
import java.time.YearMonth;

/**
 * The days of a cron expression in any month of any year, by table: the days of a month depend on
 * how long it is and on which weekday it begins, which makes 28 kinds of month.
 *
 * <p>Rules are parsed whenever a secret is read from its store, so making this has to cost
 * microseconds.
 */
final class CronCalendar {
  private static final int DAYS_PER_WEEK = 7;
  private static final int SHORTEST_MONTH = 28;
  private static final int LONGEST_MONTH = 31;
  private static final int MONTHS_PER_YEAR = 12;
  private static final int YEARS_PER_LEAP_YEAR = 4;
  private static final int SURVEY_YEARS = DAYS_PER_WEEK * YEARS_PER_LEAP_YEAR;

  private final int months;
  private final int[] days;

  private CronCalendar(int months, int[] days) {
    this.months = months;
    this.days = days;
  }

  /** Makes the calendar of {@code days} in {@code months}; bit 0 is January. */
  static CronCalendar of(int months, CronDays days) {
    int[] table = new int[(LONGEST_MONTH - SHORTEST_MONTH + 1) * DAYS_PER_WEEK];
    for (int length = SHORTEST_MONTH; length <= LONGEST_MONTH; length++) {
      for (int weekday = 0; weekday < DAYS_PER_WEEK; weekday++) {
        table[index(length, weekday)] = days.in(length, weekday);
      }
    }
    return new CronCalendar(months, table);
  }

  /** Returns the days of {@code month}; bit 0 is the first. */
  int in(YearMonth month) {
    int weekday = month.atDay(1).getDayOfWeek().getValue() % DAYS_PER_WEEK;
    return in(month.getMonth(), month.lengthOfMonth(), weekday);
  }

  private int in(Month month, int length, int firstWeekday) {
    return (months & 1 << (month.getValue() - 1)) == 0 ? 0 : days[index(length, firstWeekday)];
  }

  private static int index(int length, int firstWeekday) {
    return (length - SHORTEST_MONTH) * DAYS_PER_WEEK + firstWeekday;
  }

  /**
   * Looks through 28 years from one like 2012, a leap year that begins on a Sunday. They hold all
   * 14 kinds of year and all pairs of kinds that can follow each other, so they tell whether there
   * is a day at all, and whether two can be neighbours. After them the calendar repeats, until a
   * century that is no leap year.
   */
  Survey survey() {
    boolean neighbours = false;
    int longest = 1;
    int first = -1;
    int before = -1;
    int elapsed = 0;
    for (int i = 0; i < SURVEY_YEARS * MONTHS_PER_YEAR; i++) {
      Month month = Month.of(i % MONTHS_PER_YEAR + 1);
      int length = month.length(i / MONTHS_PER_YEAR % YEARS_PER_LEAP_YEAR == 0);
      int set = in(month, length, elapsed % DAYS_PER_WEEK);
      if (set != 0) {
        int lowest = elapsed + Integer.numberOfTrailingZeros(set);
        if (before < 0) {
          first = lowest;
        } else {
          longest = Math.max(longest, lowest - before);
          neighbours |= lowest - before == 1;
        }
        longest = Math.max(longest, longestGap(set));
        neighbours |= (set & set >> 1) != 0;
        before = elapsed + Integer.SIZE - 1 - Integer.numberOfLeadingZeros(set);
      }
      elapsed += length;
    }
    if (before < 0) {
      return new Survey(true, false, 0);
    }
    return new Survey(false, neighbours, Math.max(longest, first + elapsed - before));
  }

  /** Returns the longest distance between two days of a month, 1 if there is only one. */
  private static int longestGap(int set) {
    int span = -1 >>> Integer.numberOfLeadingZeros(set) & -1 << Integer.numberOfTrailingZeros(set);
    int reached = set;
    int gap = 1;
    while ((reached & span) != span) {
      reached |= set << gap;
      gap++;
    }
    return gap;
  }

  /**
   * How the days of a calendar lie.
   *
   * @param isEmpty whether there are none
   * @param hasNeighbours whether one can be the day after another
   * @param longestGapDays the longest distance between two
   */
  record Survey(boolean isEmpty, boolean hasNeighbours, int longestGapDays) {}
}
