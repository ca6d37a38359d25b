package io.strongroom.core.rotation.run;

import io.strongroom.core.audit.ServiceEvents;
import io.strongroom.core.key.KeyUser;
import io.strongroom.core.rotation.run.RotationPlan.Occasion;
import io.strongroom.core.secret.RotatedBy;
import io.strongroom.core.secret.RotationConfig;
import io.strongroom.core.secret.RotationRun;
import io.strongroom.core.secret.RotationRun.Trigger;
import io.strongroom.core.secret.Secret;
import io.strongroom.core.secret.SecretIdentity;
import io.strongroom.core.store.Change;
import io.strongroom.core.store.Membership;
import io.strongroom.core.store.Secrets;
import io.strongroom.iam.Principal;
import io.strongroom.keys.Entropy;
import io.strongroom.keys.SensitiveBytes;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Makes one attempt at the rotation of one secret. All that must outlive this process is in the
 * secret: a process that dies anywhere in here leaves a rotation that is due, and the next attempt
 * goes through all steps with the same version and token, which functions must bear with.
 *
 * <p>Source: user guide, "Rotation function"; what a failed attempt leaves behind is what
 * DescribeSecret shows after one there.
 */
public final class RotationWorker {
  private static final System.Logger LOG = System.getLogger(RotationWorker.class.getName());

  private final Secrets secrets;
  private final RotationFunctions functions;
  private final RotationTokens tokens;
  private final ServiceEvents events;
  private final Membership membership;
  private final RotationPlan plan;
  private final InstantSource clock;

  /** Rotates secrets with {@code functions}. */
  public RotationWorker(
      Secrets secrets,
      RotationFunctions functions,
      RotationTokens tokens,
      ServiceEvents events,
      Membership membership,
      Entropy entropy,
      InstantSource clock) {
    this.secrets = secrets;
    this.functions = functions;
    this.tokens = tokens;
    this.events = events;
    this.membership = membership;
    this.plan = new RotationPlan(entropy);
    this.clock = clock;
  }

  /** How an attempt ended. */
  private sealed interface Ending {
    /** The version is the current one. */
    record Success() implements Ending {}

    /** A step failed. */
    record Failure(RotationStep step, StepOutcome.Failed why) implements Ending {}

    /** Somebody has ended the rotation meanwhile. */
    record Gone() implements Ending {}
  }

  /**
   * Attempts the rotation of a secret if it is due.
   *
   * @throws InterruptedException if the attempt is given up; it is as due as before then, unless
   *     somebody ended the rotation
   * @throws io.strongroom.core.error.ServiceException if the store takes no changes
   */
  void attempt(SecretIdentity secret, Occasion occasion) throws InterruptedException {
    Instant now = now();
    Optional<RotationRun> run = update(secret, found -> plan.begin(found, occasion, now));
    if (run.isEmpty()) {
      return;
    }
    switch (steps(secret, run.get())) {
      case Ending.Success() -> update(secret, found -> plan.succeeded(found, run.get(), now()));
      case Ending.Failure(RotationStep step, StepOutcome.Failed why) -> {
        LOG.log(
            Level.WARNING,
            "the rotation of {0} failed in {1}: {2}",
            secret.arn(),
            step.text(),
            why.reason());
        update(secret, found -> plan.failed(found, run.get(), step, why.permanence(), now()));
      }
      case Ending.Gone() -> {}
    }
  }

  /** Tells whether somebody has ended the rotation that an attempt is made at. */
  boolean isEnded(SecretIdentity secret) {
    Secret found = find(secret);
    RotationConfig config = found == null || found.isDeleted() ? null : found.rotation();
    return config == null || !config.enabled() || config.run() == null;
  }

  private Ending steps(SecretIdentity secret, RotationRun run) throws InterruptedException {
    boolean test = run.trigger() == Trigger.TEST;
    Set<RotationStep> steps =
        test ? EnumSet.of(RotationStep.TEST_SECRET) : EnumSet.allOf(RotationStep.class);
    RotationStep last = RotationStep.CREATE_SECRET;
    for (RotationStep step : steps) {
      last = step;
      Secret found = find(secret);
      if (found == null || !RotationPlan.isUnderWay(found, run)) {
        return new Ending.Gone();
      }
      if (!test && run.isCurrentIn(found.versions())) {
        return new Ending.Success();
      }
      if (take(found, run, step) instanceof StepOutcome.Failed failed) {
        return new Ending.Failure(step, failed);
      }
    }
    return test ? new Ending.Success() : ending(secret, run, last);
  }

  private StepOutcome take(Secret secret, RotationRun run, RotationStep step)
      throws InterruptedException {
    RotatedBy by = Objects.requireNonNull(secret.rotation()).by();
    try (SensitiveBytes token = tokens.token(secret.identity(), run.version())) {
      StepCall call = new StepCall(secret, by, step, run.version(), token);
      if (run.trigger() == Trigger.TEST
          && functions.copyCurrent(call) instanceof StepOutcome.Failed failed) {
        return failed;
      }
      return functions.invoke(call);
    }
  }

  /** The result of a function is not read; what counts is where the labels are. */
  private Ending ending(SecretIdentity secret, RotationRun run, RotationStep last) {
    Secret found = find(secret);
    if (found == null || !RotationPlan.isUnderWay(found, run)) {
      return new Ending.Gone();
    }
    return run.isCurrentIn(found.versions())
        ? new Ending.Success()
        : new Ending.Failure(
            last,
            new StepOutcome.Failed(
                StepOutcome.Permanence.PASSING, "the version has not become the current one"));
  }

  /** A function may have made its calls to another server. */
  private @Nullable Secret find(SecretIdentity secret) {
    var _ = membership.refresh();
    Secret found = secrets.find(secret.account(), secret.region(), secret.name());
    return ifSame(found, secret);
  }

  private <O> O update(SecretIdentity secret, Function<@Nullable Secret, Change<O>> decide) {
    KeyUser service = () -> new Principal.Root(secret.account());
    O answer =
        secrets.update(
            secret.asId(),
            service,
            secret.region(),
            found -> recorded(decide.apply(ifSame(found, secret))));
    events.committed();
    return answer;
  }

  /** Another secret may have come by the name. */
  private static @Nullable Secret ifSame(@Nullable Secret found, SecretIdentity secret) {
    return found != null && found.identity().id().equals(secret.id()) ? found : null;
  }

  private <O> Change<O> recorded(Change<O> change) {
    if (!events.areKept()) {
      return change;
    }
    return change.recorded(change.events().stream().map(events::record).toList());
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }
}
