package io.strongroom.core.secret;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one version besides its content, which lives in an envelope of its own.
 *
 * @param id the version's id
 * @param created when the version was registered, in milliseconds
 * @param number the number under which the store keeps the envelope, or {@link #NO_VALUE} while a
 *     rotation has announced the version and has not stored its value yet
 * @param keyId the id of the KMS key that sealed the value; empty while there is no value
 * @param accessed the day of the last read (00:00 UTC), or null if it was never read
 */
public record Version(
    VersionId id, Instant created, long number, String keyId, @Nullable Instant accessed) {

  /** The number of a version that has no value yet; real numbers are positive. */
  public static final long NO_VALUE = 0;

  /** Registers a version whose value is still to come. */
  public static Version pending(VersionId id, Instant created) {
    return new Version(id, created, NO_VALUE, "", null);
  }

  /** Tells whether a value was stored. */
  public boolean hasValue() {
    return number != NO_VALUE;
  }

  /** The same version, sealed under {@code newKeyId} and kept under {@code newNumber}. */
  public Version sealed(long newNumber, String newKeyId) {
    return new Version(id, created, newNumber, newKeyId, accessed);
  }

  /** The same version, read on {@code day}; a later day stays. */
  public Version accessed(Instant day) {
    return new Version(id, created, number, keyId, Timestamps.later(accessed, day));
  }
}
