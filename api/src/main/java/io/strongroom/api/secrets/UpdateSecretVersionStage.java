package io.strongroom.api.secrets;

import io.strongroom.api.Call;
import io.strongroom.api.Contract;
import io.strongroom.api.WriteOperation;
import io.strongroom.api.shape.InputMember;
import io.strongroom.api.shape.InputStructure;
import io.strongroom.core.error.ErrorCode;
import io.strongroom.core.error.ServiceException;
import io.strongroom.core.secret.Secret;
import io.strongroom.core.secret.SecretId;
import io.strongroom.core.secret.StagingLabel;
import io.strongroom.core.secret.VersionId;
import io.strongroom.core.secret.Versions;
import io.strongroom.core.store.Change;
import io.strongroom.iam.policy.eval.ConditionKeys;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code UpdateSecretVersionStage}: attaches, moves or takes off one staging label. */
final class UpdateSecretVersionStage
    implements WriteOperation<UpdateSecretVersionStage.Input, Answers.Named> {

  /** The label, and where it goes from and to. */
  public record Input(
      SecretId secretId, StagingLabel label, @Nullable VersionId from, @Nullable VersionId to) {}

  private static final InputMember<String> SECRET_ID =
      InputMember.required("SecretId", Shapes.SECRET_ID).shown();
  private static final InputMember<String> VERSION_STAGE =
      InputMember.required("VersionStage", Shapes.STAGE).shown();
  private static final InputMember<String> REMOVE_FROM =
      InputMember.optional("RemoveFromVersionId", Shapes.VERSION_ID).shown();
  private static final InputMember<String> MOVE_TO =
      InputMember.optional("MoveToVersionId", Shapes.VERSION_ID).shown();

  private static final InputStructure<Input> INPUT =
      InputStructure.of(
          "UpdateSecretVersionStageRequest",
          in -> {
            String from = in.get(REMOVE_FROM);
            String to = in.get(MOVE_TO);
            return new Input(
                SecretId.parse(in.require(SECRET_ID)),
                new StagingLabel(in.require(VERSION_STAGE)),
                from == null ? null : new VersionId(from),
                to == null ? null : new VersionId(to));
          },
          SECRET_ID,
          VERSION_STAGE,
          REMOVE_FROM,
          MOVE_TO);

  private static final Contract<Input, Answers.Named> CONTRACT =
      Contract.of(
          "UpdateSecretVersionStage",
          INPUT,
          Answers.Named.shape("UpdateSecretVersionStageResponse", Shapes.SHOWN_NAME),
          ErrorCode.RESOURCE_NOT_FOUND,
          ErrorCode.INVALID_PARAMETER,
          ErrorCode.INVALID_REQUEST,
          ErrorCode.LIMIT_EXCEEDED);

  @Override
  public ConditionKeys keys(Input in) {
    return new RequestKeys().one("secretsmanager:versionstage", in.label()).asKeys();
  }

  @Override
  public Contract<Input, Answers.Named> contract() {
    return CONTRACT;
  }

  @Override
  public SecretId target(Input in) {
    return in.secretId();
  }

  @Override
  public Change<Answers.Named> decide(Input in, Secret secret, Call call) {
    Versions versions = secret.requireWritable().versions();
    requireVersion(versions, in.from());
    requireVersion(versions, in.to());
    requireHolder(in, versions.labels().get(in.label()));
    Versions next =
        in.to() == null ? versions.detaching(in.label()) : versions.moving(in.label(), in.to());
    ValueStoring.requireRoom(next, ErrorCode.LIMIT_EXCEEDED);
    Answers.Named answer = Answers.Named.of(secret);
    if (next.labels().equals(versions.labels())) {
      return Change.none(answer);
    }
    Secret changed = ValueStoring.becoming(secret, next.pruned(call.now()), call.now());
    return ValueStoring.change(secret, changed, List.of(), answer);
  }

  /**
   * Holds the request against where the label is now: the caller must know whom it takes it from.
   */
  private static void requireHolder(Input in, @Nullable VersionId holder) {
    StagingLabel label = in.label();
    if (in.from() == null) {
      requireUnheld(in, holder);
    } else if (holder == null) {
      throw refusal("Version stage %s not found in version %s".formatted(label, in.from()));
    } else if (!in.from().equals(holder)) {
      throw refusal(
          "When you move staging label %s, if you specify RemoveFromVersionId, it must be set to"
                  .formatted(label)
              + " the version that currently has the staging label %s.".formatted(label));
    } else if (in.to() == null && label.equals(StagingLabel.CURRENT)) {
      throw refusal(
          "You can only move staging label AWSCURRENT to a different secret version. It"
              + " can\u2019t be completely removed.");
    }
  }

  private static void requireUnheld(Input in, @Nullable VersionId holder) {
    if (in.to() == null) {
      throw refusal("You must specify RemoveFromVersionId, MoveToVersionId, or both.");
    }
    if (holder != null && !holder.equals(in.to())) {
      throw refusal(
          "The parameter RemoveFromVersionId can't be empty. Staging label %s is currently attached"
                  .formatted(in.label())
              + " to version %s, so you must explicitly reference that version in".formatted(holder)
              + " RemoveFromVersionId.");
    }
  }

  private static void requireVersion(Versions versions, @Nullable VersionId id) {
    if (id != null && versions.find(id) == null) {
      throw refusal("Not a valid version: " + id);
    }
  }

  private static ServiceException refusal(String text) {
    return new ServiceException(ErrorCode.INVALID_PARAMETER, text);
  }
}
