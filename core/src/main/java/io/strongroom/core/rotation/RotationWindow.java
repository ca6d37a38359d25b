package io.strongroom.core.rotation;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/**
 * A stretch of time in which a secret is to be rotated once. It lies within one day in UTC.
 *
 * <p>Source: user guide, Rotation schedules.
 *
 * @param start the first moment, a full hour
 * @param end the first moment after the window, a full hour after {@code start}
 */
public record RotationWindow(Instant start, Instant end) {

  /** Before a window ends, no rotation is started for so long: it should end within it. */
  static final Duration LEFT_TO_ROTATE = Duration.ofMinutes(5);

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

  /**
   * Returns the moment at which one secret is rotated: somewhere in the window, for the same secret
   * and window always the same, so that many secrets are spread and a restart changes nothing.
   */
  public Instant momentFor(UUID id) {
    long room = Duration.between(start, end).minus(LEFT_TO_ROTATE).toMillis();
    long mixed = id.getMostSignificantBits();
    mixed = mix(mixed ^ id.getLeastSignificantBits());
    mixed = mix(mixed ^ start.getEpochSecond());
    return start.plusMillis(Long.remainderUnsigned(mixed, room));
  }

  /** Spreads the bits of a number over all of it. Source: Steele and others, SplittableRandom. */
  private static long mix(long bits) {
    long z = (bits ^ (bits >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }
}
