package io.strongroom.rotators;

import io.strongroom.core.rotation.run.RotationStep;
import io.strongroom.core.secret.SecretValue;
import io.strongroom.core.secret.StagingLabel;
import io.strongroom.keys.SensitiveBytes;
import java.util.Map;
import java.util.Set;

/**
 * A rotator: a name, a strategy, and around it what all rotators do alike. The guards and their
 * order are those of the published rotation functions.
 */
public final class Rotator {
  private final String name;
  private final Strategy strategy;

  /**
   * Puts the two together; {@code name} is what follows {@code builtin:} in a handler, or the type
   * of a partner's secrets.
   */
  public Rotator(String name, Strategy strategy) {
    this.name = name;
    this.strategy = strategy;
  }

  /** Returns the name, as in {@code postgresql-single}. */
  public String name() {
    return name;
  }

  /**
   * Runs one step. A step that was done before, in part or in whole, is completed; if the version
   * is current already, nothing is done.
   *
   * @throws RotationException if the step did not succeed
   */
  public void run(RotationStep step, Rotation rotation) {
    Rotation.Description secret = rotation.describe();
    if (isFinished(secret, rotation.versionId())) {
      return;
    }
    switch (step) {
      case CREATE_SECRET -> create(rotation);
      case SET_SECRET -> strategy.set(rotation);
      case TEST_SECRET -> strategy.test(rotation);
      case FINISH_SECRET -> rotation.makeCurrent(currentVersion(secret));
    }
  }

  private static boolean isFinished(Rotation.Description secret, String versionId) {
    if (!secret.rotationEnabled()) {
      throw RotationException.permanent("Rotation is not enabled for this secret.");
    }
    Set<StagingLabel> labels = secret.versions().get(versionId);
    if (labels == null) {
      throw RotationException.permanent("The version to rotate to has no staging label.");
    }
    if (labels.contains(StagingLabel.CURRENT)) {
      return true;
    }
    if (!labels.contains(StagingLabel.PENDING)) {
      throw RotationException.permanent("The version to rotate to is not labelled AWSPENDING.");
    }
    return false;
  }

  private void create(Rotation rotation) {
    try (SecretValue pending = rotation.value(StagingLabel.PENDING)) {
      if (pending != null) {
        return;
      }
    }
    try (SensitiveBytes made = strategy.newValue(rotation)) {
      rotation.putPending(made);
    }
  }

  private static String currentVersion(Rotation.Description secret) {
    for (Map.Entry<String, Set<StagingLabel>> version : secret.versions().entrySet()) {
      if (version.getValue().contains(StagingLabel.CURRENT)) {
        return version.getKey();
      }
    }
    throw RotationException.permanent("No version of the secret is labelled AWSCURRENT.");
  }
}
