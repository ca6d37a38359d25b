package io.strongroom.core.rotation;

import java.time.Instant;

/**
 * A stretch of time in which a secret is to be rotated once. It lies within one day in UTC.
 *
 * <p>Source: user guide, Rotation schedules.
 *
 * @param start the first moment, a full hour
 * @param end the first moment after the window, a full hour after {@code start}
 */
public record RotationWindow(Instant start, Instant end) {

  /** Refuses a window that does not end after it starts. */
  public RotationWindow {
    if (!start.isBefore(end)) {
      throw new IllegalArgumentException(start + " is not before " + end);
    }
  }

  /** Returns the last full second of the window, which is shown as NextRotationDate. */
  public Instant lastSecond() {
    return end.minusSeconds(1);
  }
}
