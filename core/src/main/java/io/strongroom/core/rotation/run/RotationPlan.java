package io.strongroom.core.rotation.run;

import io.strongroom.core.audit.ServiceEvent;
import io.strongroom.core.audit.ServiceEvent.Kind;
import io.strongroom.core.key.KmsKeys;
import io.strongroom.core.rotation.RotationRules;
import io.strongroom.core.secret.RotatedBy;
import io.strongroom.core.secret.RotationConfig;
import io.strongroom.core.secret.RotationRun;
import io.strongroom.core.secret.RotationRun.Trigger;
import io.strongroom.core.secret.Secret;
import io.strongroom.core.secret.StagingLabel;
import io.strongroom.core.secret.VersionId;
import io.strongroom.core.secret.Versions;
import io.strongroom.core.store.Change;
import io.strongroom.core.store.SecretWrite;
import io.strongroom.keys.Entropy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of a secret when its rotation begins, succeeds or fails: decisions alone, which
 * others commit. Each looks at the secret as it is now, so one that comes too late changes nothing.
 */
final class RotationPlan {

  /** A missed window is left alone if the next one opens so soon. */
  private static final Duration SOON = Duration.ofHours(1);

  private final Entropy entropy;
  private final Retries retries;

  RotationPlan(Entropy entropy) {
    this.entropy = entropy;
    this.retries = new Retries(entropy);
  }

  /** Why a secret is looked at. */
  enum Occasion {
    /** The clock: only what is due is begun. */
    DUE,
    /** Somebody asked for a rotation that was to be attempted again: it is due now. */
    HURRIED
  }

  /**
   * Finds the rotation that is to be attempted now, or begins the one that is.
   *
   * @return the change, whose answer is the rotation, or empty if there is nothing to do
   */
  Change<Optional<RotationRun>> begin(@Nullable Secret secret, Occasion occasion, Instant now) {
    Instant due = secret == null ? null : secret.rotationDue();
    boolean hurried = occasion == Occasion.HURRIED;
    if (secret == null || secret.isDeleted() || secret.rotation() == null) {
      return nothing();
    }
    RotationConfig config = secret.rotation();
    boolean isTime = hurried || (due != null && !due.isAfter(now));
    if (!config.enabled() || !isTime) {
      return nothing();
    }
    if (config.run() != null) {
      return Change.none(Optional.of(config.run()));
    }
    if (hurried && !secret.isRotating()) {
      return nothing();
    }
    if (!hurried && isMissed(config, now)) {
      Secret later = secret.rotating(config.countingFrom(now), now);
      return Change.of(SecretWrite.replacing(secret, later, List.of()), Optional.empty());
    }
    return begun(secret, config, hurried ? Trigger.REQUEST : Trigger.SCHEDULE, now);
  }

  private static Change<Optional<RotationRun>> nothing() {
    return Change.none(Optional.empty());
  }

  /** Tells whether a window is over and another one so close that it can stand for both. */
  private static boolean isMissed(RotationConfig config, Instant now) {
    RotationRules rules = config.rules();
    if (rules == null || config.next() == null || !config.next().isBefore(now)) {
      return false;
    }
    Instant opens = rules.windowAfter(now, config.rulesSet()).start();
    return opens.isBefore(now.plus(SOON));
  }

  /** A version that an earlier rotation has left pending is taken up again. */
  private Change<Optional<RotationRun>> begun(
      Secret secret, RotationConfig config, Trigger trigger, Instant now) {
    VersionId left = secret.versions().labels().get(StagingLabel.PENDING);
    Versions versions = secret.versions();
    VersionId version = left;
    if (version == null || !secret.isRotating()) {
      version = new VersionId(KmsKeys.randomUuid(entropy).toString());
      versions = versions.announcing(version, now);
    }
    RotationRun run = RotationRun.begin(version, trigger, now);
    Secret next = secret.versioned(versions.pruned(now), now).rotating(config.running(run), now);
    return Change.of(SecretWrite.replacing(secret, next, List.of()), Optional.of(run))
        .with(ServiceEvent.of(Kind.ROTATION_STARTED, secret, version));
  }

  /** Tells whether a rotation is still under way. */
  static boolean isUnderWay(@Nullable Secret secret, RotationRun run) {
    RotationConfig config = secret == null || secret.isDeleted() ? null : secret.rotation();
    RotationRun now = config == null || !config.enabled() ? null : config.run();
    return now != null
        && now.version().equals(run.version())
        && now.trigger() == run.trigger()
        && now.began().equals(run.began());
  }

  /** Notes that a rotation succeeded, and plans the next. */
  Change<Boolean> succeeded(@Nullable Secret secret, RotationRun run, Instant now) {
    if (secret == null || !isUnderWay(secret, run)) {
      return Change.none(false);
    }
    if (run.trigger() == Trigger.TEST) {
      return tested(
          secret, run, ServiceEvent.of(Kind.TEST_ROTATION_SUCCEEDED, secret, run.version()), now);
    }
    RotationConfig config = Objects.requireNonNull(secret.rotation());
    Secret next = secret.rotating(config.succeeded(now), now);
    return Change.of(SecretWrite.replacing(secret, next, List.of()), true)
        .with(ServiceEvent.of(Kind.ROTATION_SUCCEEDED, secret, run.version()));
  }

  /** Notes that an attempt failed, and plans the next one or gives up until the next window. */
  Change<Boolean> failed(
      @Nullable Secret secret,
      RotationRun run,
      RotationStep step,
      StepOutcome.Permanence permanence,
      Instant now) {
    if (secret == null || !isUnderWay(secret, run)) {
      return Change.none(false);
    }
    RotationConfig config = Objects.requireNonNull(secret.rotation());
    String error =
        "Error when executing %s during %s step".formatted(executed(secret, config), step.text());
    if (run.trigger() == Trigger.TEST) {
      return tested(
          secret,
          run,
          new ServiceEvent(Kind.TEST_ROTATION_FAILED, secret, run.version(), error),
          now);
    }
    RotationRun stored = Objects.requireNonNull(config.run());
    Instant again =
        permanence == StepOutcome.Permanence.LASTING ? null : retries.after(config, stored, now);
    RotationConfig planned =
        again == null
            ? config.running(null).countingFrom(now)
            : config.running(stored.failed(again));
    Secret next = secret.rotating(planned, now);
    return Change.of(SecretWrite.replacing(secret, next, List.of()), true)
        .with(new ServiceEvent(Kind.ROTATION_FAILED, secret, run.version(), error));
  }

  /** The text of AWS for secrets of partners is not published. */
  private static String executed(Secret secret, RotationConfig config) {
    return switch (config.by()) {
      case RotatedBy.Function(String arn) -> "lambda " + arn;
      case RotatedBy.Partner _ -> "the rotation of " + secret.type();
    };
  }

  /** The version of a test goes with it, and the schedule goes on. */
  private static Change<Boolean> tested(
      Secret secret, RotationRun run, ServiceEvent event, Instant now) {
    RotationConfig config = Objects.requireNonNull(secret.rotation());
    Versions versions = secret.versions();
    if (run.isPendingIn(versions)) {
      versions = versions.detaching(StagingLabel.PENDING);
    }
    if (versions.labelsOf(run.version()).isEmpty() && versions.find(run.version()) != null) {
      versions = versions.without(run.version());
    }
    Secret next = secret.versioned(versions, now).rotating(config.running(null), now);
    return Change.of(SecretWrite.replacing(secret, next, List.of()), true).with(event);
  }
}
