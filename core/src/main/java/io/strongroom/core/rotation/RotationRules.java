package io.strongroom.core.rotation;

import io.strongroom.core.error.ErrorCode;
import io.strongroom.core.error.ServiceException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How often and when a secret is rotated: a number of days, a {@code rate()} or a {@code cron()}
 * expression, and how long the window stays open. All times are UTC.
 *
 * <ul>
 *   <li>Days: the window opens at 00:00 of the day of the last rotation plus that many days.
 *   <li>Hours: windows open at every so many hours, counted from midnight.
 *   <li>Cron: windows open at the hours that the expression names.
 *   <li>A window is open for {@code Duration}; without one for an hour if there can be several
 *       windows a day, else to the end of the day.
 * </ul>
 *
 * <p>Source: API reference, RotationRulesType; user guide, Rotation schedules. The texts of the
 * refusals were measured through a service that relays them. These are not confirmed by any public
 * record of the service:
 *
 * <ul>
 *   <li>the order of the checks;
 *   <li>rates up to 1000 days, as with AutomaticallyAfterDays (the text and the guide say 999);
 *   <li>a duration without a schedule, and rules without anything, are refused: nothing would ever
 *       be due;
 *   <li>hours that do not divide 24 are counted on and on from one midnight, so that no gap is
 *       shorter than asked for, and their windows end with the day;
 *   <li>the duration of a cron expression with several hours is held to the smallest distance
 *       between them;
 *   <li>the days shown for a cron expression are the longest that its calendar lets pass.
 * </ul>
 */
public final class RotationRules {

  /** The text for a window that would still be open when the next one opens. */
  static final String LONGER_THAN_RATE = "Duration cannot be greater than Rate in hour.";

  private static final int MIN_DURATION_HOURS = 1;
  private static final int MAX_DURATION_HOURS = 24;
  private static final int MAX_DURATION_DIGITS = 2;

  private final @Nullable Long automaticallyAfterDays;
  private final @Nullable String duration;
  private final @Nullable String scheduleExpression;
  private final Schedule schedule;
  private final @Nullable Integer windowHours;

  private RotationRules(
      @Nullable Long automaticallyAfterDays,
      @Nullable String duration,
      @Nullable String scheduleExpression,
      Schedule schedule,
      @Nullable Integer windowHours) {
    this.automaticallyAfterDays = automaticallyAfterDays;
    this.duration = duration;
    this.scheduleExpression = scheduleExpression;
    this.schedule = schedule;
    this.windowHours = windowHours;
  }

  /**
   * Parses the members of RotationRules; null means absent. Whatever this has accepted, it accepts
   * again: rules may be kept as these three members.
   *
   * @throws ServiceException with InvalidParameterException if they do not make sense, alone or
   *     together
   */
  public static RotationRules parse(
      @Nullable Long automaticallyAfterDays,
      @Nullable String duration,
      @Nullable String scheduleExpression) {
    if (automaticallyAfterDays != null && scheduleExpression != null) {
      throw refusal("You cannot specify both rotation frequency and schedule expression together.");
    }
    Schedule schedule;
    if (scheduleExpression != null) {
      schedule = ScheduleParser.parse(scheduleExpression);
    } else if (automaticallyAfterDays != null) {
      schedule = Schedule.EveryDays.parse(automaticallyAfterDays);
    } else {
      throw refusal("You must specify either rotation frequency or schedule expression.");
    }
    Integer windowHours = null;
    if (duration != null) {
      windowHours = hours(duration);
      schedule.requireRoomFor(windowHours);
    }
    return new RotationRules(
        automaticallyAfterDays, duration, scheduleExpression, schedule, windowHours);
  }

  /** Returns AutomaticallyAfterDays as it was given, or null. */
  public @Nullable Long automaticallyAfterDays() {
    return automaticallyAfterDays;
  }

  /** Returns Duration as it was given, or null. */
  public @Nullable String duration() {
    return duration;
  }

  /** Returns ScheduleExpression as it was given, or null. */
  public @Nullable String scheduleExpression() {
    return scheduleExpression;
  }

  /**
   * Returns the AutomaticallyAfterDays that DescribeSecret and ListSecrets show, 1 to 1000: the
   * days given or of the rate; 1 for a rate in hours, as recorded from the service; for a cron
   * expression the longest distance between two days of rotation, which is what a check of
   * guidelines wants to know.
   */
  public int automaticallyAfterDaysShown() {
    return schedule.longestGapDays();
  }

  /**
   * Returns the window that follows a rotation: the first that opens after it. It may lie in the
   * past, when rotations keep failing.
   *
   * @param last when the secret was last rotated, or its value or these rules set by hand
   * @param origin when these rules were set, or another moment that stays the same for them: rates
   *     in hours that do not divide 24 are counted from the midnight before it
   */
  public RotationWindow windowAfter(Instant last, Instant origin) {
    Instant start = schedule.startAfter(last, origin);
    Instant endOfDay = start.truncatedTo(ChronoUnit.DAYS).plus(1, ChronoUnit.DAYS);
    Instant end = endOfDay;
    if (windowHours != null) {
      end = start.plus(windowHours, ChronoUnit.HOURS);
    } else if (schedule.isInHours()) {
      end = start.plus(1, ChronoUnit.HOURS);
    }
    return new RotationWindow(start, end.isAfter(endOfDay) ? endOfDay : end);
  }

  /**
   * Returns the NextRotationDate that follows a rotation: the last second of {@link #windowAfter},
   * with the same parameters.
   */
  public Instant nextRotation(Instant last, Instant origin) {
    return windowAfter(last, origin).lastSecond();
  }

  /** Makes the error that ends a request whose rules do not make sense. */
  static ServiceException refusal(String text) {
    return new ServiceException(ErrorCode.INVALID_PARAMETER, text);
  }

  private static int hours(String duration) {
    int digits = duration.length() - 1;
    int hours = 0;
    if (duration.endsWith("h") && digits <= MAX_DURATION_DIGITS) {
      hours = ScheduleParser.number(duration.substring(0, digits));
    }
    if (hours < MIN_DURATION_HOURS || hours > MAX_DURATION_HOURS) {
      throw refusal("Duration must be at least 1 hour, at most 24 hour.");
    }
    return hours;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof RotationRules that
        && Objects.equals(automaticallyAfterDays, that.automaticallyAfterDays)
        && Objects.equals(duration, that.duration)
        && Objects.equals(scheduleExpression, that.scheduleExpression);
  }

  @Override
  public int hashCode() {
    return Objects.hash(automaticallyAfterDays, duration, scheduleExpression);
  }

  /** Returns the three members, for people. */
  @Override
  public String toString() {
    return "RotationRules[automaticallyAfterDays=%s, duration=%s, scheduleExpression=%s]"
        .formatted(automaticallyAfterDays, duration, scheduleExpression);
  }
}
