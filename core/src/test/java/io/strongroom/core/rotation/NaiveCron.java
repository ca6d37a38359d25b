package io.strongroom.core.rotation;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/** Cron expressions told once more, day by day and hour by hour, for sound expressions only. */
final class NaiveCron {
  private static final List<String> MONTHS =
      List.of("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC");
  private static final List<String> WEEKDAYS =
      List.of("SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT");

  private final Set<Integer> hours;
  private final Predicate<LocalDate> day;

  NaiveCron(String expression) {
    String[] fields =
        expression.substring(5, expression.length() - 1).toUpperCase(Locale.ROOT).split(" ", -1);
    hours = values(fields[1], 0, 23, List.of());
    Set<Integer> months = values(fields[3], 1, 12, MONTHS);
    List<Predicate<LocalDate>> days = new ArrayList<>();
    if (fields[2].equals("?")) {
      for (String item : fields[4].split(",", -1)) {
        days.add(ofWeek(item));
      }
    } else {
      for (String item : fields[2].split(",", -1)) {
        days.add(ofMonth(item));
      }
    }
    day =
        date ->
            months.contains(date.getMonthValue()) && days.stream().anyMatch(one -> one.test(date));
  }

  /** Returns the starts of {@code date}, in order. */
  List<LocalDateTime> startsOn(LocalDate date) {
    return day.test(date) ? hours.stream().map(hour -> date.atTime(hour, 0)).toList() : List.of();
  }

  /** Returns the first start after {@code last}, by trying one day after the other. */
  LocalDateTime startAfter(LocalDateTime last) {
    for (LocalDate date = last.toLocalDate(); ; date = date.plusDays(1)) {
      for (LocalDateTime start : startsOn(date)) {
        if (start.isAfter(last)) {
          return start;
        }
      }
    }
  }

  /** Returns all starts of the days from the first to before the second. */
  List<LocalDateTime> starts(LocalDate from, LocalDate to) {
    return from.datesUntil(to).flatMap(date -> startsOn(date).stream()).toList();
  }

  private static Predicate<LocalDate> ofMonth(String item) {
    if (item.equals("L")) {
      return date -> date.equals(date.with(TemporalAdjusters.lastDayOfMonth()));
    }
    if (item.endsWith("W")) {
      int wanted = Integer.parseInt(item.substring(0, item.length() - 1));
      return date -> wanted <= date.lengthOfMonth() && date.equals(nearest(date, wanted));
    }
    if (item.endsWith("L")) {
      return last(item);
    }
    Set<Integer> values = values(item, 1, 31, List.of());
    return date -> values.contains(date.getDayOfMonth());
  }

  private static Predicate<LocalDate> ofWeek(String item) {
    if (item.equals("L")) {
      return date -> date.getDayOfWeek() == DayOfWeek.SATURDAY;
    }
    int hash = item.indexOf('#');
    if (hash >= 0) {
      DayOfWeek weekday = weekday(item.substring(0, hash));
      int nth = Integer.parseInt(item.substring(hash + 1));
      return date -> date.equals(date.with(TemporalAdjusters.dayOfWeekInMonth(nth, weekday)));
    }
    if (item.endsWith("L")) {
      return last(item);
    }
    Set<Integer> values = values(item, 1, 7, WEEKDAYS);
    return date -> values.contains(date.getDayOfWeek().getValue() % 7 + 1);
  }

  private static Predicate<LocalDate> last(String item) {
    DayOfWeek weekday = weekday(item.substring(0, item.length() - 1));
    return date -> date.equals(date.with(TemporalAdjusters.lastInMonth(weekday)));
  }

  private static LocalDate nearest(LocalDate date, int wanted) {
    YearMonth month = YearMonth.from(date);
    return IntStream.rangeClosed(1, month.lengthOfMonth())
        .mapToObj(month::atDay)
        .filter(one -> one.getDayOfWeek().getValue() <= DayOfWeek.FRIDAY.getValue())
        .min(
            Comparator.comparingLong(
                one -> Math.abs(ChronoUnit.DAYS.between(month.atDay(wanted), one))))
        .orElseThrow();
  }

  private static DayOfWeek weekday(String text) {
    int number = number(text, 1, WEEKDAYS);
    return DayOfWeek.of(number == 1 ? 7 : number - 1);
  }

  private static Set<Integer> values(String list, int low, int high, List<String> names) {
    Set<Integer> values = new TreeSet<>();
    for (String item : list.split(",", -1)) {
      String[] parts = item.split("/", -1);
      int step = parts.length == 2 ? Integer.parseInt(parts[1]) : 1;
      String[] ends = parts[0].split("-", -1);
      boolean all = parts[0].isEmpty() || parts[0].equals("*");
      int value = all ? low : number(ends[0], low, names);
      int end = all || parts.length == 2 ? high : value;
      if (ends.length == 2) {
        end = number(ends[1], low, names);
      }
      for (int steps = 0; steps < 100; steps++) {
        if (steps % step == 0) {
          values.add(value);
        }
        if (value == end) {
          break;
        }
        value = value == high ? low : value + 1;
      }
    }
    return values;
  }

  private static int number(String text, int low, List<String> names) {
    int name = names.indexOf(text);
    return name >= 0 ? name + low : Integer.parseInt(text);
  }
}
