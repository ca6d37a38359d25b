package io.strongroom.api.secrets;

import static io.strongroom.api.shape.OutputStructure.shown;

import io.strongroom.api.Call;
import io.strongroom.api.Contract;
import io.strongroom.api.WriteOperation;
import io.strongroom.api.shape.InputMember;
import io.strongroom.api.shape.InputStructure;
import io.strongroom.api.shape.InputValues;
import io.strongroom.api.shape.OutputStructure;
import io.strongroom.api.shape.Shape;
import io.strongroom.core.error.ErrorCode;
import io.strongroom.core.error.ServiceException;
import io.strongroom.core.key.KmsKeys;
import io.strongroom.core.secret.ArnSuffix;
import io.strongroom.core.secret.Lifecycle;
import io.strongroom.core.secret.Replication;
import io.strongroom.core.secret.RotationConfig;
import io.strongroom.core.secret.Secret;
import io.strongroom.core.secret.SecretId;
import io.strongroom.core.secret.SecretIdentity;
import io.strongroom.core.store.Change;
import io.strongroom.core.store.SecretWrite;
import io.strongroom.core.store.Secrets;
import io.strongroom.iam.Region;
import io.strongroom.iam.policy.eval.ConditionKeys;
import io.strongroom.keys.Entropy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code DeleteSecret}: schedules a secret for deletion, or deletes it at once. A background task
 * purges it when the recovery window has ended.
 */
final class DeleteSecret implements WriteOperation<DeleteSecret.Input, DeleteSecret.Output> {

  /** How the caller wants it deleted; null for what it did not say. */
  public record Input(
      SecretId secretId,
      Urgency urgency,
      Duration window,
      @Nullable Long windowDays,
      @Nullable Boolean forced) {}

  /** Whether the secret can be restored for a while. */
  public enum Urgency {
    AFTER_WINDOW,
    AT_ONCE
  }

  /** The secret's names and the end of its recovery window. */
  public record Output(String arn, String name, Instant deletionDate) {}

  private static final int MIN_WINDOW_DAYS = 7;
  private static final int MAX_WINDOW_DAYS = 30;

  private static final InputMember<String> SECRET_ID =
      InputMember.required("SecretId", Shapes.SECRET_ID).shown();
  private static final InputMember<Long> WINDOW =
      InputMember.optional(
              "RecoveryWindowInDays",
              new Shape.Whole(Shape.Width.LONG, Long.MIN_VALUE, Long.MAX_VALUE))
          .shown();
  private static final InputMember<Boolean> FORCE =
      InputMember.optional("ForceDeleteWithoutRecovery", Shapes.FLAG).shown();

  private static final InputStructure<Input> INPUT =
      InputStructure.of("DeleteSecretRequest", DeleteSecret::parse, SECRET_ID, WINDOW, FORCE);

  private static final OutputStructure<Output> OUTPUT =
      OutputStructure.of(
          "DeleteSecretResponse",
          shown("ARN", Shapes.ARN, Output::arn),
          shown("Name", Shapes.SHOWN_NAME, Output::name),
          shown("DeletionDate", Shapes.DATE, Output::deletionDate));

  private static final Contract<Input, Output> CONTRACT =
      Contract.of(
          "DeleteSecret",
          INPUT,
          OUTPUT,
          ErrorCode.RESOURCE_NOT_FOUND,
          ErrorCode.INVALID_PARAMETER,
          ErrorCode.INVALID_REQUEST);

  private final Entropy entropy;

  /** Draws the suffix of an ARN that never was from {@code entropy}. */
  public DeleteSecret(Entropy entropy) {
    this.entropy = entropy;
  }

  private static Input parse(InputValues in) {
    SecretId id = SecretId.parse(in.require(SECRET_ID));
    Long window = in.get(WINDOW);
    boolean force = in.get(FORCE, false);
    if (window != null && force) {
      throw new ServiceException(
          ErrorCode.INVALID_PARAMETER,
          "You can't use ForceDeleteWithoutRecovery in conjunction with RecoveryWindowInDays.");
    }
    if (window != null && (window < MIN_WINDOW_DAYS || window > MAX_WINDOW_DAYS)) {
      throw new ServiceException(
          ErrorCode.INVALID_PARAMETER,
          "The RecoveryWindowInDays value must be between 7 and 30 days (inclusive).");
    }
    return new Input(
        id,
        force ? Urgency.AT_ONCE : Urgency.AFTER_WINDOW,
        Duration.ofDays(window == null ? MAX_WINDOW_DAYS : window),
        window,
        in.get(FORCE));
  }

  @Override
  public ConditionKeys keys(Input in) {
    return new RequestKeys()
        .one("secretsmanager:recoverywindowindays", in.windowDays())
        .one("secretsmanager:forcedeletewithoutrecovery", in.forced())
        .asKeys();
  }

  @Override
  public Contract<Input, Output> contract() {
    return CONTRACT;
  }

  @Override
  public SecretId target(Input in) {
    return in.secretId();
  }

  /** Forced deletion of a secret that does not exist succeeds, as the API reference promises. */
  @Override
  public Change<Output> decideMissing(Input in, Call call) {
    if (in.urgency() == Urgency.AFTER_WINDOW) {
      throw Secrets.notFound();
    }
    SecretIdentity never =
        SecretIdentity.of(
            call.account(),
            call.region(),
            in.secretId().name(),
            in.secretId() instanceof SecretId.ByArn arn ? arn.suffix() : ArnSuffix.random(entropy),
            KmsKeys.randomUuid(entropy));
    return Change.none(new Output(never.arn(), never.name().text(), call.now()));
  }

  @Override
  public Change<Output> decide(Input in, Secret secret, Call call) {
    requireNoReplicas(secret.requirePrimary());
    if (in.urgency() == Urgency.AT_ONCE) {
      return Change.of(
          new SecretWrite.Delete(secret), new Output(secret.arn(), secret.name(), call.now()));
    }
    if (secret.isDeleted()) {
      throw new ServiceException(
          ErrorCode.INVALID_REQUEST,
          "You can't perform this operation on the secret because it was already scheduled for"
              + " deletion.");
    }
    Instant purge = call.now().plus(in.window());
    RotationConfig rotation = UnnotedSuccess.counted(secret, call.now());
    Secret next =
        secret
            .living(new Lifecycle.DeletionScheduled(call.now(), purge), call.now())
            .rotating(rotation == null ? null : rotation.disabled(), call.now());
    Output answer = new Output(secret.arn(), secret.name(), purge);
    return UnnotedSuccess.noted(
        Change.of(SecretWrite.replacing(secret, next, List.of()), answer), secret);
  }

  private static void requireNoReplicas(Secret secret) {
    if (secret.replication() instanceof Replication.Primary(var replicas) && !replicas.isEmpty()) {
      String regions = String.join(", ", replicas.keySet().stream().map(Region::name).toList());
      throw new ServiceException(
          ErrorCode.INVALID_PARAMETER,
          "You can't delete secret %s that still has replica regions [%s]."
              .formatted(secret.arn(), regions));
    }
  }
}
