package io.strongroom.core.store;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/**
 * Notices when the wall clock jumps, by holding it against a clock that only measures durations. A
 * clock that was set wrong must not purge a secret early (requirements PRM-11, TIM-1).
 */
public final class ClockWatch {

  /** A larger difference between the two clocks is a jump. */
  public static final Duration TOLERANCE = Duration.ofSeconds(60);

  /** How long the wall clock is not trusted after a jump. */
  public static final Duration PAUSE = Duration.ofMinutes(15);

  private static final System.Logger LOG = System.getLogger(ClockWatch.class.getName());

  private final InstantSource wall;
  private final LongSupplier nanos;
  private Instant lastWall;
  private long lastNanos;
  private long distrustedUntil;
  private boolean distrusted;

  /**
   * Begins to watch.
   *
   * @param nanos nanoseconds since an arbitrary point, never set back
   */
  public ClockWatch(InstantSource wall, LongSupplier nanos) {
    this.wall = wall;
    this.nanos = nanos;
    this.lastWall = wall.instant();
    this.lastNanos = nanos.getAsLong();
  }

  /** Looks at both clocks and tells whether the wall clock is trusted. */
  public synchronized boolean isSteady() {
    Instant nowWall = wall.instant();
    long nowNanos = nanos.getAsLong();
    Duration drift =
        Duration.between(lastWall, nowWall).minus(Duration.ofNanos(nowNanos - lastNanos));
    lastWall = nowWall;
    lastNanos = nowNanos;
    if (drift.abs().compareTo(TOLERANCE) > 0) {
      distrusted = true;
      distrustedUntil = nowNanos + PAUSE.toNanos();
      LOG.log(
          System.Logger.Level.WARNING,
          "the clock jumped by {0}; no secret is purged for {1}",
          drift,
          PAUSE);
    } else if (distrusted && nowNanos - distrustedUntil >= 0) {
      distrusted = false;
    }
    return !distrusted;
  }
}
