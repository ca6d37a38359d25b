package io.strongroom.server;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;

/** A clock that runs ahead of another by as much as somebody has moved it. For many threads. */
public final class MovableClock implements InstantSource {

  /** How far it can be ahead. */
  public static final Duration FARTHEST = Duration.ofDays(36_525);

  private final InstantSource real;
  private final AtomicReference<Duration> ahead = new AtomicReference<>(Duration.ZERO);

  /** Makes a clock that shows the time of {@code real} for now. */
  public MovableClock(InstantSource real) {
    this.real = real;
  }

  /**
   * Moves the clock forward.
   *
   * @param step longer than nothing
   * @throws IllegalArgumentException if the step is not, or leads too far, and the clock stays
   */
  public void advance(Duration step) {
    if (step.isNegative() || step.isZero()) {
      throw new IllegalArgumentException("the clock is moved forward only");
    }
    ahead.updateAndGet(before -> checked(before, step));
  }

  private static Duration checked(Duration before, Duration step) {
    if (step.compareTo(FARTHEST.minus(before)) > 0) {
      throw new IllegalArgumentException("the clock can be moved by 100 years in all");
    }
    return before.plus(step);
  }

  /** Returns by how much it is ahead. */
  public Duration ahead() {
    return ahead.get();
  }

  @Override
  public Instant instant() {
    return real.instant().plus(ahead.get());
  }
}
