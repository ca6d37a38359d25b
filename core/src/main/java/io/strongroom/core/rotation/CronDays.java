package io.strongroom.core.rotation;

/**
 * The days that the two day fields of a cron expression name, in any month. Sets are bits: the
 * first of the month and Sunday are bit 0.
 *
 * @param days days of the month by number
 * @param last whether the last day of the month belongs
 * @param nearest days of the month to which the nearest weekday belongs
 * @param weekdays days of the week, in each week
 * @param lastWeekdays days of the week, in the last week that has them
 * @param nthWeekdays days of the week, in the first to fifth week: bits 0 to 6 for the first
 */
record CronDays(
    int days, boolean last, int nearest, int weekdays, int lastWeekdays, long nthWeekdays) {

  /** No days at all. */
  static final CronDays NONE = new CronDays(0, false, 0, 0, 0, 0);

  private static final int DAYS_PER_WEEK = 7;
  private static final int SUNDAY = 0;
  private static final int SATURDAY = 6;

  CronDays addingDays(int set) {
    return new CronDays(days | set, last, nearest, weekdays, lastWeekdays, nthWeekdays);
  }

  CronDays addingLast() {
    return new CronDays(days, true, nearest, weekdays, lastWeekdays, nthWeekdays);
  }

  CronDays addingNearest(int day) {
    return new CronDays(days, last, nearest | 1 << day, weekdays, lastWeekdays, nthWeekdays);
  }

  CronDays addingWeekdays(int set) {
    return new CronDays(days, last, nearest, weekdays | set, lastWeekdays, nthWeekdays);
  }

  CronDays addingLastWeekday(int weekday) {
    return new CronDays(days, last, nearest, weekdays, lastWeekdays | 1 << weekday, nthWeekdays);
  }

  CronDays addingNthWeekday(int weekday, int week) {
    long added = nthWeekdays | 1L << (week * DAYS_PER_WEEK + weekday);
    return new CronDays(days, last, nearest, weekdays, lastWeekdays, added);
  }

  /**
   * Returns the days that belong, bit 0 for the first, in a month of {@code length} days that
   * begins on {@code firstWeekday}, 0 for Sunday.
   */
  int in(int length, int firstWeekday) {
    int weekday = firstWeekday;
    int found = 0;
    for (int day = 0; day < length; day++) {
      boolean belongs =
          has(days, day)
              || (last && day == length - 1)
              || has(weekdays, weekday)
              || (has(lastWeekdays, weekday) && day + DAYS_PER_WEEK >= length)
              || has(nthWeekdays, day / DAYS_PER_WEEK * DAYS_PER_WEEK + weekday);
      if (belongs) {
        found |= 1 << day;
      }
      if (has(nearest, day)) {
        found |= 1 << nearestWeekday(day, weekday, length);
      }
      weekday = (weekday + 1) % DAYS_PER_WEEK;
    }
    return found;
  }

  /** Returns the nearest day, Monday to Friday, that does not leave the month. */
  private static int nearestWeekday(int day, int weekday, int length) {
    return switch (weekday) {
      case SUNDAY -> day + 1 < length ? day + 1 : day - 2;
      case SATURDAY -> day > 0 ? day - 1 : day + 2;
      default -> day;
    };
  }

  private static boolean has(long set, int bit) {
    return (set >> bit & 1) != 0;
  }
}
