package io.strongroom.api.secrets;

import static io.strongroom.api.shape.OutputStructure.member;

import io.strongroom.api.Call;
import io.strongroom.api.Contract;
import io.strongroom.api.ReadOperation;
import io.strongroom.api.shape.InputMember;
import io.strongroom.api.shape.InputStructure;
import io.strongroom.api.shape.OutputStructure;
import io.strongroom.core.error.ErrorCode;
import io.strongroom.core.error.ServiceException;
import io.strongroom.core.secret.Secret;
import io.strongroom.core.secret.SecretId;
import io.strongroom.core.secret.SecretValue;
import io.strongroom.core.secret.StagingLabel;
import io.strongroom.core.secret.Version;
import io.strongroom.core.secret.VersionId;
import io.strongroom.core.secret.Versions;
import io.strongroom.core.store.AccessDays;
import io.strongroom.core.store.Vault;
import io.strongroom.iam.policy.eval.ConditionKeys;
import io.strongroom.keys.SensitiveBytes;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code GetSecretValue}: the value of one version; AWSCURRENT unless the caller names another. */
final class GetSecretValue implements ReadOperation<GetSecretValue.Input, GetSecretValue.Output> {

  /** What the caller asks for. */
  public record Input(
      SecretId secretId, @Nullable VersionId versionId, @Nullable StagingLabel versionStage) {}

  /** The value with the names it goes by. */
  public record Output(
      String arn,
      String name,
      String versionId,
      SecretValue value,
      @Nullable List<String> versionStages,
      Instant createdDate) {

    @Nullable SensitiveBytes secretString() {
      return value instanceof SecretValue.Text(var utf8) ? utf8 : null;
    }

    @Nullable SensitiveBytes secretBinary() {
      return value instanceof SecretValue.Binary(var bytes) ? bytes : null;
    }
  }

  private static final InputMember<String> SECRET_ID =
      InputMember.required("SecretId", Shapes.SECRET_ID).shown();
  private static final InputMember<String> VERSION_ID =
      InputMember.optional("VersionId", Shapes.VERSION_ID).shown();
  private static final InputMember<String> VERSION_STAGE =
      InputMember.optional("VersionStage", Shapes.STAGE).shown();

  private static final InputStructure<Input> INPUT =
      InputStructure.of(
          "GetSecretValueRequest",
          in -> {
            String id = in.get(VERSION_ID);
            String stage = in.get(VERSION_STAGE);
            return new Input(
                SecretId.parse(in.require(SECRET_ID)),
                id == null ? null : new VersionId(id),
                stage == null ? null : new StagingLabel(stage));
          },
          SECRET_ID,
          VERSION_ID,
          VERSION_STAGE);

  private static final OutputStructure<Output> OUTPUT = shape("GetSecretValueResponse");

  private static final Contract<Input, Output> CONTRACT =
      Contract.of(
          "GetSecretValue",
          INPUT,
          OUTPUT,
          ErrorCode.RESOURCE_NOT_FOUND,
          ErrorCode.INVALID_PARAMETER,
          ErrorCode.INVALID_REQUEST,
          ErrorCode.DECRYPTION_FAILURE);

  private final Vault vault;
  private final AccessDays accesses;

  /** Opens values with {@code vault} and notes the day in {@code accesses}. */
  public GetSecretValue(Vault vault, AccessDays accesses) {
    this.vault = vault;
    this.accesses = accesses;
  }

  /** Returns the shape of a value, which BatchGetSecretValue has under another name. */
  static OutputStructure<Output> shape(String name) {
    return OutputStructure.of(
        name,
        member("ARN", Shapes.ARN, Output::arn),
        member("Name", Shapes.SHOWN_NAME, Output::name),
        member("VersionId", Shapes.VERSION_ID, Output::versionId),
        member("SecretBinary", Shapes.SECRET_BINARY, Output::secretBinary),
        member("SecretString", Shapes.SECRET_STRING, Output::secretString),
        member("VersionStages", Shapes.STAGES, Output::versionStages),
        member("CreatedDate", Shapes.DATE, Output::createdDate));
  }

  @Override
  public ConditionKeys keys(Input in) {
    if (in.versionId() == null && in.versionStage() == null) {
      return ConditionKeys.none();
    }
    return new RequestKeys()
        .one("secretsmanager:versionid", in.versionId())
        .one("secretsmanager:versionstage", in.versionStage())
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

  @Override
  public Output read(Input in, Secret secret, Call call) {
    Version version = select(secret.requireActive().versions(), in);
    SecretValue value = vault.open(call, secret, version);
    call.closing(value.bytes());
    accesses.note(secret, version, call.now());
    call.opened(version.id());
    return new Output(
        secret.arn(),
        secret.name(),
        version.id().text(),
        value,
        Answers.stages(secret, version.id()),
        version.created());
  }

  private static Version select(Versions versions, Input in) {
    if (in.versionId() == null) {
      StagingLabel label = in.versionStage() == null ? StagingLabel.CURRENT : in.versionStage();
      return withValue(versions.find(label), "staging label: " + label);
    }
    Version version = withValue(versions.find(in.versionId()), "VersionId: " + in.versionId());
    if (in.versionStage() != null
        && !version.id().equals(versions.labels().get(in.versionStage()))) {
      throw new ServiceException(
          ErrorCode.INVALID_REQUEST,
          "You provided a VersionStage that is not associated to the provided VersionId.");
    }
    return version;
  }

  /** A version that a rotation announced and has not filled yet is not found either. */
  private static Version withValue(@Nullable Version version, String asked) {
    if (version == null || !version.hasValue()) {
      throw new ServiceException(
          ErrorCode.RESOURCE_NOT_FOUND,
          "Secrets Manager can't find the specified secret value for " + asked);
    }
    return version;
  }
}
