package io.strongroom.core.secret;

import java.time.Instant;

/**
 * A rotation under way: four steps that make {@code version} current. It is stored with the secret,
 * so it begins in the commit that puts AWSPENDING on the version, and ends in the one that says how
 * it went. A process that dies in between leaves it to be done again from the first step.
 *
 * @param version the version that is being made; its id is the token of all steps
 * @param trigger what it was started by
 * @param began when it was started
 * @param failures how many attempts have failed
 * @param due when it is to be attempted, or attempted again
 */
public record RotationRun(
    VersionId version, Trigger trigger, Instant began, int failures, Instant due) {

  /** What starts a rotation. */
  public enum Trigger {
    /** A call of RotateSecret. */
    REQUEST,
    /** A window of the schedule. */
    SCHEDULE,
    /** RotateSecret without rotating at once: only testSecret is called, on a copy. */
    TEST
  }

  /** Begins a rotation that is due at once. */
  public static RotationRun begin(VersionId version, Trigger trigger, Instant now) {
    return new RotationRun(version, trigger, now, 0, now);
  }

  /** Tells whether the version that is made has become the current one. */
  public boolean isCurrentIn(Versions versions) {
    return version.equals(versions.labels().get(StagingLabel.CURRENT));
  }

  /** Tells whether AWSPENDING is on the version that is made. */
  public boolean isPendingIn(Versions versions) {
    return version.equals(versions.labels().get(StagingLabel.PENDING));
  }

  /** The same rotation, to be attempted at another time. */
  public RotationRun dueAt(Instant when) {
    return new RotationRun(version, trigger, began, failures, when);
  }

  /** The same rotation after an attempt that failed. */
  public RotationRun failed(Instant again) {
    return new RotationRun(version, trigger, began, failures + 1, again);
  }
}
