package io.strongroom.core.secret;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The dates of a secret, in milliseconds.
 *
 * @param created when it was created
 * @param changed when anything but a read last touched it; a replica shows its primary's
 * @param accessed the day of the last read (00:00 UTC), or null if it was never read
 */
public record Timestamps(Instant created, Instant changed, @Nullable Instant accessed) {

  /** The same dates, changed at {@code now}. */
  public Timestamps changed(Instant now) {
    return new Timestamps(created, now, accessed);
  }

  /** The same dates, read on {@code day}; a later day stays. */
  public Timestamps accessed(Instant day) {
    return new Timestamps(created, changed, later(accessed, day));
  }

  /** Returns the later of two days, of which the first may be missing. */
  static Instant later(@Nullable Instant one, Instant other) {
    return one != null && one.isAfter(other) ? one : other;
  }
}
