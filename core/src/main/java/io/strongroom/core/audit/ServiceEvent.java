package io.strongroom.core.audit;

import io.strongroom.core.secret.Secret;
import io.strongroom.core.secret.VersionId;
import org.jspecify.annotations.Nullable;

/**
 * Something that Secrets Manager did itself, which CloudTrail tells of as an {@code
 * AwsServiceEvent}. Source: user guide, "AWS CloudTrail entries for Secrets Manager".
 *
 * @param kind what happened
 * @param secret the secret that it happened to
 * @param version the version that was being made
 * @param error why it failed, without values; null unless it failed
 */
public record ServiceEvent(Kind kind, Secret secret, VersionId version, @Nullable String error) {

  /** What happened; the name of the event is that of the kind. */
  public enum Kind {
    ROTATION_STARTED("RotationStarted"),
    ROTATION_SUCCEEDED("RotationSucceeded"),
    ROTATION_FAILED("RotationFailed"),
    ROTATION_ABANDONED("RotationAbandoned"),
    TEST_ROTATION_STARTED("TestRotationStarted"),
    TEST_ROTATION_SUCCEEDED("TestRotationSucceeded"),
    TEST_ROTATION_FAILED("TestRotationFailed");

    private final String eventName;

    Kind(String eventName) {
      this.eventName = eventName;
    }

    /** Returns the eventName of its record. */
    public String eventName() {
      return eventName;
    }
  }

  /** Tells of something that went well. */
  public static ServiceEvent of(Kind kind, Secret secret, VersionId version) {
    return new ServiceEvent(kind, secret, version, null);
  }
}
