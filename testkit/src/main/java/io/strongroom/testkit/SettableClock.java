package io.strongroom.testkit;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A clock that stands still until it is moved. For use by many threads. */
public final class SettableClock implements InstantSource {

  /** Where a new clock stands; the fraction shows when a date loses its milliseconds. */
  public static final Instant START = Instant.parse("2026-01-02T03:04:05.678Z");

  private volatile Instant now;

  /** Makes a clock that stands at {@link #START}. */
  public SettableClock() {
    this(START);
  }

  /** Makes a clock that stands at {@code now}. */
  public SettableClock(Instant now) {
    this.now = now;
  }

  @Override
  public Instant instant() {
    return now;
  }

  /** Moves the clock, backwards too. */
  public void set(Instant instant) {
    now = instant;
  }

  /** Moves the clock by {@code step}, backwards if it is negative. */
  public synchronized void advance(Duration step) {
    now = now.plus(step);
  }
}
