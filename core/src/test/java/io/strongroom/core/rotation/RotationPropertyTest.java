package io.strongroom.core.rotation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.strongroom.core.error.ErrorCode;
import io.strongroom.core.error.ServiceException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.jspecify.annotations.Nullable;

/** Any schedules, against a scan of the calendar; and any text at all. */
class RotationPropertyTest {
  /** Every fourth of these years is a leap year, so every kind of year comes twice. */
  private static final LocalDate SURVEY_FROM = LocalDate.of(2000, 1, 1);

  private static final LocalDate SURVEY_TO = LocalDate.of(2056, 1, 1);

  private static final long YEAR_1950 = -631_152_000L;
  private static final long YEAR_2200 = 7_258_118_400L;

  private static Optional<RotationRules> accepted(
      @Nullable Long days, @Nullable String duration, @Nullable String expression) {
    try {
      return Optional.of(RotationRules.parse(days, duration, expression));
    } catch (ServiceException refusal) {
      assertEquals(ErrorCode.INVALID_PARAMETER, refusal.code());
      assertFalse(refusal.getMessage().isEmpty());
      return Optional.empty();
    }
  }

  @Property(tries = 500)
  void startsAreThoseThatAScanFinds(
      @ForAll("crons") String cron, @ForAll @LongRange(min = YEAR_1950, max = YEAR_2200) long at) {
    accepted(null, null, cron)
        .ifPresent(
            rules -> {
              Instant last = Instant.ofEpochSecond(at);
              LocalDateTime start =
                  new NaiveCron(cron).startAfter(LocalDateTime.ofInstant(last, ZoneOffset.UTC));
              assertEquals(start.toInstant(ZoneOffset.UTC), rules.windowAfter(last, last).start());
            });
  }

  @Property(tries = 150)
  void aSoundExpressionIsAcceptedIfItsStartsExistAndLieFourHoursApart(
      @ForAll("crons") String cron) {
    List<LocalDateTime> starts = new NaiveCron(cron).starts(SURVEY_FROM, SURVEY_TO);
    boolean farApart = true;
    long longest = 1;
    for (int i = 1; i < starts.size(); i++) {
      LocalDateTime before = starts.get(i - 1);
      farApart &= ChronoUnit.HOURS.between(before, starts.get(i)) >= 4;
      longest =
          Math.max(
              longest, ChronoUnit.DAYS.between(before.toLocalDate(), starts.get(i).toLocalDate()));
    }
    Optional<RotationRules> rules = accepted(null, null, cron);
    assertEquals(!starts.isEmpty() && farApart, rules.isPresent(), cron);
    if (rules.isPresent()) {
      assertEquals(Math.min(longest, 1000), rules.get().automaticallyAfterDaysShown(), cron);
    }
  }

  @Property
  void windowsFollowEachOtherWithinTheirDays(
      @ForAll("schedules") String schedule,
      @ForAll("durations") @Nullable String duration,
      @ForAll @LongRange(min = YEAR_1950, max = YEAR_2200) long at,
      @ForAll @LongRange(min = YEAR_1950, max = YEAR_2200) long origin) {
    accepted(null, duration, schedule)
        .ifPresent(
            rules -> {
              Instant last = Instant.ofEpochSecond(at);
              Instant set = Instant.ofEpochSecond(origin);
              RotationWindow window = rules.windowAfter(last, set);
              RotationWindow next = rules.windowAfter(window.start(), set);
              assertTrue(window.start().isAfter(last));
              assertEquals(window.start(), window.start().truncatedTo(ChronoUnit.HOURS));
              assertEquals(
                  window.start().truncatedTo(ChronoUnit.DAYS),
                  window.lastSecond().truncatedTo(ChronoUnit.DAYS));
              assertFalse(next.start().isBefore(window.end()));
              assertEquals(window.end().minusSeconds(1), rules.nextRotation(last, set));
            });
  }

  @Property
  void aDurationIsTheLengthOfTheWindowUnlessTheDayEnds(
      @ForAll("schedules") String schedule,
      @ForAll @IntRange(min = 1, max = 24) int hours,
      @ForAll @LongRange(min = YEAR_1950, max = YEAR_2200) long at) {
    accepted(null, hours + "h", schedule)
        .ifPresent(
            rules -> {
              Instant last = Instant.ofEpochSecond(at);
              RotationWindow window = rules.windowAfter(last, last);
              long length = Duration.between(window.start(), window.end()).toHours();
              long hour = window.start().atOffset(ZoneOffset.UTC).getHour();
              assertEquals(Math.min(hours, 24 - hour), length);
              if (!schedule.contains("hour")) {
                assertEquals(hours, length);
              }
            });
  }

  @Property
  void hoursAreCountedFromTheMidnightOfTheOrigin(
      @ForAll @IntRange(min = 4, max = 23) int hours,
      @ForAll @LongRange(min = YEAR_1950, max = YEAR_2200) long origin,
      @ForAll @LongRange(min = 0, max = 100_000_000) long later) {
    RotationRules rules = RotationRules.parse(null, null, "rate(" + hours + " hours)");
    Instant last = Instant.ofEpochSecond(origin + later);
    Instant midnight = Instant.ofEpochSecond(origin).truncatedTo(ChronoUnit.DAYS);
    Instant start = midnight;
    while (!start.isAfter(last)) {
      start = start.plus(hours, ChronoUnit.HOURS);
    }
    assertEquals(start, rules.windowAfter(last, Instant.ofEpochSecond(origin)).start());
  }

  @Property
  void givenDaysAreARateInDays(
      @ForAll @LongRange(min = 1, max = 1000) long days,
      @ForAll @LongRange(min = YEAR_1950, max = YEAR_2200) long at,
      @ForAll("durations") @Nullable String duration) {
    RotationRules given = RotationRules.parse(days, duration, null);
    RotationRules rate = RotationRules.parse(null, duration, "rate(" + days + " days)");
    Instant last = Instant.ofEpochSecond(at);
    assertEquals(rate.windowAfter(last, last), given.windowAfter(last, last));
    assertEquals(rate.automaticallyAfterDaysShown(), given.automaticallyAfterDaysShown());
  }

  @Property(tries = 2000)
  void anyTextIsAcceptedAgainOrRefused(
      @ForAll("anyDays") @Nullable Long days,
      @ForAll("anyText") @Nullable String duration,
      @ForAll("anyText") @Nullable String expression) {
    accepted(days, duration, expression)
        .ifPresent(rules -> assertEquals(rules, RotationRules.parse(days, duration, expression)));
  }

  @Property(tries = 2000)
  void aSpoiltExpressionIsRefusedOrKeepsItsPromises(
      @ForAll("schedules") String schedule,
      @ForAll @IntRange(min = 0, max = 60) int at,
      @ForAll("spoilers") String spoiler,
      @ForAll @IntRange(min = 0, max = 2) int removed) {
    int from = Math.min(at, schedule.length());
    int to = Math.min(from + removed, schedule.length());
    String spoilt = schedule.substring(0, from) + spoiler + schedule.substring(to);
    accepted(null, null, spoilt)
        .ifPresent(
            rules -> {
              Instant last = Instant.parse("2026-11-25T12:34:56Z");
              assertTrue(rules.windowAfter(last, last).start().isAfter(last));
              assertTrue(rules.automaticallyAfterDaysShown() >= 1);
              assertTrue(rules.automaticallyAfterDaysShown() <= 1000);
            });
  }

  @Provide
  Arbitrary<String> spoilers() {
    return Arbitraries.strings().withChars("0123456789LW#?*-/, ()SUNMOJAhour").ofMaxLength(2);
  }

  @Provide
  Arbitrary<@Nullable Long> anyDays() {
    return Arbitraries.longs().injectNull(0.7);
  }

  @Provide
  Arbitrary<@Nullable String> anyText() {
    String permitted = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ()#?*-/, ";
    Arbitrary<String> inner =
        Arbitraries.strings().withChars("0123456789LW#?*-/, SUN").ofMaxLength(30);
    return Arbitraries.oneOf(
            Arbitraries.strings().all().ofMaxLength(300),
            Arbitraries.strings().withChars(permitted).ofMaxLength(300),
            inner.map(text -> "cron(0 " + text + " *)"),
            inner.map(text -> "rate(" + text + ")"),
            Arbitraries.strings().withChars("0123456789h").ofMaxLength(4))
        .injectNull(0.2);
  }

  @Provide
  Arbitrary<@Nullable String> durations() {
    return Arbitraries.integers().between(1, 24).map(hours -> hours + "h").injectNull(0.3);
  }

  @Provide
  Arbitrary<String> schedules() {
    return Arbitraries.oneOf(
        crons(),
        Arbitraries.integers().between(4, 23).map(hours -> "rate(" + hours + " hours)"),
        Arbitraries.integers().between(1, 1000).map(days -> "rate(" + days + " days)"));
  }

  /** Expressions in which nothing is wrong but perhaps the calendar. */
  @Provide
  Arbitrary<String> crons() {
    Arbitrary<String> hours =
        Arbitraries.frequencyOf(
            Tuple.of(3, number(0, 23)),
            Tuple.of(
                2,
                number(0, 23)
                    .list()
                    .ofMinSize(2)
                    .ofMaxSize(3)
                    .map(items -> String.join(",", items))),
            Tuple.of(2, stepped(number(0, 23), 24)),
            Tuple.of(1, list(item(0, 23, List.of()))));
    Arbitrary<String> months = Arbitraries.oneOf(Arbitraries.just("*"), list(item(1, 12, MONTHS)));
    Arbitrary<String> ofMonth =
        list(Arbitraries.oneOf(
                item(1, 31, List.of()),
                number(1, 31),
                Arbitraries.just("L"),
                number(1, 31).map(day -> day + "W"),
                Arbitraries.of(WEEKDAYS).map(day -> day + "L")))
            .map(field -> field + " %s ?");
    Arbitrary<String> weekday = Arbitraries.oneOf(Arbitraries.of(WEEKDAYS), number(1, 7));
    Arbitrary<String> ofWeek =
        list(Arbitraries.oneOf(
                item(1, 7, WEEKDAYS),
                weekday,
                Arbitraries.just("L"),
                weekday.map(day -> day + "L"),
                Combinators.combine(weekday, number(1, 5)).as((day, nth) -> day + "#" + nth)))
            .map(field -> "? %s " + field);
    return Combinators.combine(hours, Arbitraries.oneOf(ofMonth, ofWeek), months)
        .as((hour, days, month) -> "cron(0 " + hour + " " + days.formatted(month) + " *)")
        .flatMap(
            cron ->
                Arbitraries.of(cron, cron, "cron" + cron.substring(4).toLowerCase(Locale.ROOT)));
  }

  private static final List<String> MONTHS =
      List.of("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC");
  private static final List<String> WEEKDAYS =
      List.of("SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT");

  private static Arbitrary<String> number(int low, int high) {
    return Arbitraries.integers().between(low, high).map(String::valueOf);
  }

  private static Arbitrary<String> list(Arbitrary<String> item) {
    return item.list().ofMinSize(1).ofMaxSize(3).map(items -> String.join(",", items));
  }

  private static Arbitrary<String> stepped(Arbitrary<String> from, int size) {
    return Combinators.combine(Arbitraries.oneOf(Arbitraries.of("*", ""), from), number(1, size))
        .as((start, step) -> start + "/" + step);
  }

  private static Arbitrary<String> item(int low, int high, List<String> names) {
    Arbitrary<String> range =
        Combinators.combine(
                Arbitraries.integers().between(low, high),
                Arbitraries.integers().between(low, high))
            .as((one, other) -> Math.min(one, other) + "-" + Math.max(one, other));
    Arbitrary<String> value = number(low, high);
    if (!names.isEmpty()) {
      Arbitrary<String> name = Arbitraries.of(names);
      Arbitrary<String> named = Combinators.combine(name, name).as((from, to) -> from + "-" + to);
      range = Arbitraries.oneOf(range, named);
      value = Arbitraries.oneOf(value, name);
    }
    int size = high - low + 1;
    return Arbitraries.oneOf(
        Arbitraries.just("*"),
        value,
        range,
        stepped(value, size),
        Combinators.combine(range, number(1, size)).as((all, step) -> all + "/" + step));
  }
}
