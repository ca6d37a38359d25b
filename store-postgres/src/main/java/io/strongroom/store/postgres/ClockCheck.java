package io.strongroom.store.postgres;

import io.strongroom.store.sql.Failures;
import java.time.Duration;
import java.time.InstantSource;

/**
 * Compares the clock of this machine with that of the database (requirement TIM-1). A server whose
 * clock is off does not do what is due by a clock; another one will.
 */
final class ClockCheck {

  /** A larger difference is an alarm. */
  private static final Duration TOLERANCE = Duration.ofSeconds(5);

  private final InstantSource wall;
  private boolean agreed = true;

  ClockCheck(InstantSource wall) {
    this.wall = wall;
  }

  /** Returns milliseconds since 1970 by the clock of this machine. */
  long now() {
    return wall.millis();
  }

  /**
   * Tells whether the clocks agree.
   *
   * @param before {@link #now} before the database was asked
   * @param database what it answered
   */
  boolean agrees(long before, long database) {
    long tolerance = TOLERANCE.toMillis();
    boolean agrees = database >= before - tolerance && database <= now() + tolerance;
    if (agreed && !agrees) {
      Failures.log(
          System.Logger.Level.ERROR,
          "the clocks of this machine and of the database differ by more than 5 seconds: this"
              + " server purges and rotates nothing until they agree");
    }
    agreed = agrees;
    return agrees;
  }
}
