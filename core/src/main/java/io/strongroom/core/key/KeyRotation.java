package io.strongroom.core.key;

import java.time.Duration;
import java.time.Instant;

/**
 * How a key gets new material by itself.
 *
 * @param periodDays how many days a material is the newest
 * @param next when the next one is due
 */
public record KeyRotation(int periodDays, Instant next) {

  /** The shortest period, in days. Source: service model 2014-11-01. */
  public static final int MIN_DAYS = 90;

  /** The longest period, in days. Source: service model 2014-11-01. */
  public static final int MAX_DAYS = 2_560;

  /** The period of keys for which none was named, and of those that a service manages. */
  public static final int DEFAULT_DAYS = 365;

  /** Begins a period. */
  public static KeyRotation from(Instant now, int periodDays) {
    return new KeyRotation(periodDays, now.plus(Duration.ofDays(periodDays)));
  }
}
