package io.strongroom.core.rotation;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/** When the windows of a rotation start; always on the hour, in UTC. */
sealed interface Schedule {

  /**
   * Returns the start of the window that follows a rotation.
   *
   * @param last the last rotation, or the setting of the rules if there was none
   * @param origin a moment that stays the same for these rules
   */
  Instant startAfter(Instant last, Instant origin);

  /**
   * Tells whether a window without a duration is open for an hour and not to the end of the day.
   */
  boolean isInHours();

  /** Returns how many days may lie between two rotations, rounded down; at least 1. */
  int longestGapDays();

  /**
   * Checks that windows of {@code hours}, 1 to 24, fit into this schedule.
   *
   * @throws io.strongroom.core.error.ServiceException if they reach into the next window or day
   */
  void requireRoomFor(int hours);

  /** Every so many days after the last rotation, from midnight. */
  record EveryDays(int days) implements Schedule {
    static final int MIN_DAYS = 1;
    static final int MAX_DAYS = 1000;

    static EveryDays parse(long days) {
      if (days < MIN_DAYS || days > MAX_DAYS) {
        throw RotationRules.refusal("Rate in day should be greater than 0 and less than 1000.");
      }
      return new EveryDays((int) days);
    }

    @Override
    public Instant startAfter(Instant last, Instant origin) {
      LocalDate day = LocalDate.ofInstant(last, ZoneOffset.UTC).plusDays(days);
      return day.atStartOfDay().toInstant(ZoneOffset.UTC);
    }

    @Override
    public boolean isInHours() {
      return false;
    }

    @Override
    public int longestGapDays() {
      return days;
    }

    @Override
    public void requireRoomFor(int hours) {}
  }

  /** Every so many hours, counted on and on from the midnight before the origin. */
  record EveryHours(int hours) implements Schedule {
    static final int MIN_HOURS = 4;
    static final int MAX_HOURS = 23;

    private static final long SECONDS_PER_HOUR = 3600;

    static EveryHours parse(long hours) {
      if (hours < MIN_HOURS || hours > MAX_HOURS) {
        throw RotationRules.refusal("Rate in hour should be least 4 and less than 24.");
      }
      return new EveryHours((int) hours);
    }

    @Override
    public Instant startAfter(Instant last, Instant origin) {
      Instant midnight = origin.truncatedTo(ChronoUnit.DAYS);
      long period = hours * SECONDS_PER_HOUR;
      long begun = Math.floorDiv(last.getEpochSecond() - midnight.getEpochSecond(), period);
      return midnight.plusSeconds((begun + 1) * period);
    }

    @Override
    public boolean isInHours() {
      return true;
    }

    @Override
    public int longestGapDays() {
      return 1;
    }

    @Override
    public void requireRoomFor(int windowHours) {
      if (windowHours > hours) {
        throw RotationRules.refusal(RotationRules.LONGER_THAN_RATE);
      }
    }
  }

  /** At the hours, days and months of a cron expression. */
  record At(CronExpression cron) implements Schedule {
    @Override
    public Instant startAfter(Instant last, Instant origin) {
      return cron.startAfter(last);
    }

    @Override
    public boolean isInHours() {
      return cron.startsPerDay() > 1;
    }

    @Override
    public int longestGapDays() {
      return cron.longestGapDays();
    }

    @Override
    public void requireRoomFor(int hours) {
      if (hours > cron.hoursToNextStart()) {
        throw RotationRules.refusal(RotationRules.LONGER_THAN_RATE);
      }
      if (cron.lastHour() + hours > CronExpression.HOURS_PER_DAY) {
        throw RotationRules.refusal("Starting hour and duration must be within a day.");
      }
    }
  }
}
