package io.strongroom.api.secrets;

import io.strongroom.api.Call;
import io.strongroom.core.audit.ServiceEvent;
import io.strongroom.core.error.ErrorCode;
import io.strongroom.core.error.ServiceException;
import io.strongroom.core.rotation.RotationRules;
import io.strongroom.core.secret.RotationConfig;
import io.strongroom.core.secret.RotationRun;
import io.strongroom.core.secret.Secret;
import io.strongroom.core.secret.SecretValue;
import io.strongroom.core.secret.StagingLabel;
import io.strongroom.core.secret.Version;
import io.strongroom.core.secret.VersionId;
import io.strongroom.core.secret.Versions;
import io.strongroom.core.store.Change;
import io.strongroom.core.store.SecretWrite;
import io.strongroom.core.store.Vault;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Stores a value as a version of a secret: what PutSecretValue, UpdateSecret and CreateSecret have
 * in common.
 */
final class ValueStoring {
  private final Vault vault;

  ValueStoring(Vault vault) {
    this.vault = vault;
  }

  /** The secret with the value, and the envelope to store with it. */
  record Stored(Secret secret, List<SecretWrite.Added> added) {}

  /**
   * Returns the change that stores {@code next}, with the event that a rotation was abandoned if
   * its version lost AWSPENDING to a new value.
   */
  static <O> Change<O> change(Secret before, Secret next, List<SecretWrite.Added> added, O answer) {
    Change<O> change = Change.of(SecretWrite.replacing(before, next, added), answer);
    RotationRun run = runOf(before);
    boolean goesOn = runOf(next) != null;
    return run == null || goesOn || run.isCurrentIn(next.versions())
        ? change
        : change.with(ServiceEvent.of(ServiceEvent.Kind.ROTATION_ABANDONED, before, run.version()));
  }

  private static @Nullable RotationRun runOf(Secret secret) {
    return secret.rotation() == null ? null : secret.rotation().run();
  }

  /**
   * Adds {@code value} as version {@code token}.
   *
   * @param labels the labels the version gets
   * @return the secret to store, or null if the version exists with this very value
   * @param call whose permissions on the key count, and when the version comes into being
   * @throws ServiceException ResourceExistsException if the version holds another value;
   *     LimitExceededException if there would be too many versions or labels
   */
  @Nullable Stored store(
      Call call, Secret secret, VersionId token, SecretValue value, List<StagingLabel> labels) {
    Instant now = call.now();
    Versions versions = secret.versions();
    Version before = versions.find(token);
    if (before != null && before.hasValue()) {
      requireSame(call, secret, before, value);
      return null;
    }
    Version announced = before == null ? Version.pending(token, now) : before;
    Vault.Sealed sealed = vault.seal(call, secret, announced, value);
    boolean first = versions.size() == 0;
    Versions next = versions.with(sealed.version());
    for (StagingLabel label : labels) {
      next = next.moving(label, token);
    }
    if (first) {
      next = next.moving(StagingLabel.CURRENT, token);
    }
    next = next.pruned(now);
    requireRoom(next, ErrorCode.LIMIT_EXCEEDED);
    return new Stored(becoming(secret, next, now), List.of(sealed.added()));
  }

  private void requireSame(Call call, Secret secret, Version version, SecretValue value) {
    try (SecretValue stored = vault.open(call, secret, version)) {
      if (!stored.sameAs(value)) {
        throw tokenTaken(secret, version.id());
      }
    }
  }

  /** Returns the error for a token that belongs to a version with another value. */
  static ServiceException tokenTaken(Secret secret, VersionId token) {
    return new ServiceException(
        ErrorCode.RESOURCE_EXISTS,
        "You can't use ClientRequestToken %s because that value is already in use for a version of"
                .formatted(token)
            + " secret %s.".formatted(secret.arn()));
  }

  /**
   * Refuses what the quotas forbid; the texts are not recorded anywhere, see COMPATIBILITY.
   *
   * @param code what the operation declares for it
   */
  static void requireRoom(Versions versions, ErrorCode code) {
    if (versions.size() > Versions.MAX) {
      throw new ServiceException(
          code, "You have reached the maximum number of versions for this secret.");
    }
    if (versions.labels().size() > Versions.MAX_LABELS) {
      throw new ServiceException(
          code, "You have reached the maximum number of staging labels for this secret.");
    }
  }

  /**
   * Returns the secret with its new versions. A new current version ends a rotation that was under
   * way, and counts as one where the schedule counts days.
   */
  static Secret becoming(Secret secret, Versions next, Instant now) {
    VersionId current = next.labels().get(StagingLabel.CURRENT);
    boolean currentMoved =
        current != null && !current.equals(secret.versions().labels().get(StagingLabel.CURRENT));
    RotationConfig rotation = secret.rotation();
    if (rotation == null) {
      return secret.versioned(next, now);
    }
    if (!currentMoved) {
      return secret.versioned(next, now).rotating(following(rotation, next, now), now);
    }
    Versions settled = rotation.enabled() ? abandoning(next) : next;
    RotationConfig counted = counting(rotation, now);
    return secret.versioned(settled, now).rotating(following(counted, settled, now), now);
  }

  /**
   * Returns the rotation as it stands to where the labels went: a version that became current is
   * looked at by the scheduler at once, and one that has lost AWSPENDING is given up. The version
   * of a test comes and goes with the test.
   */
  private static RotationConfig following(RotationConfig rotation, Versions next, Instant now) {
    RotationRun run = rotation.run();
    if (run == null || run.trigger() == RotationRun.Trigger.TEST) {
      return rotation;
    }
    if (run.isCurrentIn(next)) {
      return rotation.running(run.dueAt(now));
    }
    return run.isPendingIn(next) ? rotation : rotation.running(null);
  }

  /** Takes AWSPENDING off a version that did not become current, and forgets it if it is empty. */
  private static Versions abandoning(Versions versions) {
    Version pending = versions.find(StagingLabel.PENDING);
    Version current = versions.find(StagingLabel.CURRENT);
    if (pending == null || pending.equals(current)) {
      return versions;
    }
    Versions detached = versions.detaching(StagingLabel.PENDING);
    boolean useless = !pending.hasValue() && detached.labelsOf(pending.id()).isEmpty();
    return useless ? detached.without(pending.id()) : detached;
  }

  private static RotationConfig counting(RotationConfig rotation, Instant now) {
    RotationRules rules = rotation.rules();
    boolean countsDays = rules != null && rules.automaticallyAfterDays() != null;
    return rotation.enabled() && countsDays ? rotation.countingFrom(now) : rotation;
  }
}
