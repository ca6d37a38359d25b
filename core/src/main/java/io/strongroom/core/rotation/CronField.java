package io.strongroom.core.rotation;

/** A field of a cron expression: which numbers and names it has. */
enum CronField {
  HOURS(0, 23, ""),
  DAYS_OF_MONTH(1, 31, ""),
  MONTHS(1, 12, "JANFEBMARAPRMAYJUNJULAUGSEPOCTNOVDEC"),
  DAYS_OF_WEEK(1, 7, "SUNMONTUEWEDTHUFRISAT"),
  /** Which of the weekdays of one name in a month. */
  WEEKS(1, 5, "");

  private static final int MAX_DIGITS = 2;
  private static final int NAME_LENGTH = 3;

  private final int low;
  private final int high;
  private final String names;

  CronField(int low, int high, String names) {
    this.low = low;
    this.high = high;
    this.names = names;
  }

  /**
   * Returns the set of values that a list of values, ranges and steps stands for: bit 0 for the
   * lowest value of the field, and so on.
   *
   * @throws io.strongroom.core.error.ServiceException if it is no such list
   */
  int parse(String list) {
    int set = 0;
    for (String item : list.split(",", -1)) {
      set |= item(item);
    }
    return set;
  }

  /** Returns the index of the value with this number or name, 0 for the lowest, or throws. */
  int value(String text) {
    int number = text.length() <= MAX_DIGITS ? ScheduleParser.number(text) : -1;
    if (number < 0) {
      return named(text);
    }
    if (number < low || number > high) {
      throw ScheduleParser.invalid();
    }
    return number - low;
  }

  /** Returns the index of the value with this name, 0 for the lowest, or throws. */
  int named(String text) {
    int at = text.length() == NAME_LENGTH ? names.indexOf(text) : -1;
    if (at < 0 || at % NAME_LENGTH != 0) {
      throw ScheduleParser.invalid();
    }
    return at / NAME_LENGTH;
  }

  private int item(String item) {
    int slash = item.indexOf('/');
    String range = slash < 0 ? item : item.substring(0, slash);
    int step = slash < 0 ? 1 : ScheduleParser.number(item.substring(slash + 1));
    if (step < 1 || step > size()) {
      throw ScheduleParser.invalid();
    }
    int dash = range.indexOf('-');
    if (range.equals("*") || slash == 0) {
      return set(0, size() - 1, step);
    }
    if (dash < 0) {
      int first = value(range);
      return set(first, slash < 0 ? first : size() - 1, step);
    }
    String from = range.substring(0, dash);
    String to = range.substring(dash + 1);
    int first = value(from);
    int last = value(to);
    if (first <= last) {
      return set(first, last, step);
    }
    return set(named(from), named(to) + size(), step);
  }

  private int set(int first, int last, int step) {
    int set = 0;
    for (int index = first; index <= last; index += step) {
      set |= 1 << index % size();
    }
    return set;
  }

  private int size() {
    return high - low + 1;
  }
}
