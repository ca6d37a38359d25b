package io.strongroom.rotators;

import io.strongroom.core.password.PasswordRules;
import io.strongroom.core.secret.SecretValue;
import io.strongroom.core.secret.StagingLabel;
import io.strongroom.keys.SensitiveBytes;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One rotation of one secret, as a rotator sees it: all that it may ask for and do. Each method is
 * a call of the API in the name of the function's role, and is judged and recorded as such. What
 * cannot be done for other reasons than those named ends in a {@link RotationException}.
 */
public interface Rotation {

  /**
   * What DescribeSecret tells about the secret.
   *
   * @param rotationEnabled whether rotation is turned on
   * @param versions the labels of each version that has any, by version id
   */
  record Description(boolean rotationEnabled, Map<String, Set<StagingLabel>> versions) {

    /** Copies the map. */
    public Description {
      versions = Map.copyOf(versions);
    }
  }

  /** Returns the full ARN of the secret. */
  String secretArn();

  /** Returns the id of the version that is being made. */
  String versionId();

  /**
   * Returns what configures the rotator: the environment variables of the function, or the metadata
   * that came with the rotation of a partner's secret.
   */
  Map<String, String> environment();

  /** Describes the secret as it is now. */
  Description describe();

  /**
   * Reads a value of the secret, which the caller closes. The pending value is that of {@link
   * #versionId()} and no other.
   *
   * @param stage AWSCURRENT, AWSPENDING or AWSPREVIOUS
   * @return the value, or null if no version has the label, or the version has no value yet
   */
  @Nullable SecretValue value(StagingLabel stage);

  /** Stores {@code text} as the value of the pending version; the caller goes on owning it. */
  void putPending(SensitiveBytes text);

  /** Makes a random password, which the caller closes. */
  SensitiveBytes randomPassword(PasswordRules rules);

  /** Reads the current value of another secret, which the caller closes. */
  SecretValue currentValueOf(String secretArn);

  /** Moves AWSCURRENT to {@link #versionId()} from {@code currentVersionId}. */
  void makeCurrent(String currentVersionId);
}
