package io.strongroom.api.secrets;

import static io.strongroom.api.shape.OutputStructure.shown;

import io.strongroom.api.Call;
import io.strongroom.api.Contract;
import io.strongroom.api.WriteOperation;
import io.strongroom.api.shape.InputMember;
import io.strongroom.api.shape.InputStructure;
import io.strongroom.api.shape.OutputStructure;
import io.strongroom.core.error.ErrorCode;
import io.strongroom.core.error.ServiceException;
import io.strongroom.core.rotation.run.RotationTokens;
import io.strongroom.core.secret.Secret;
import io.strongroom.core.secret.SecretId;
import io.strongroom.core.secret.SecretValue;
import io.strongroom.core.secret.StagingLabel;
import io.strongroom.core.secret.VersionId;
import io.strongroom.core.store.Change;
import io.strongroom.core.store.Vault;
import io.strongroom.keys.SensitiveBytes;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code PutSecretValue}: stores a value as a new version. The token is the version's id; the same
 * token with the same value is the same call again and changes nothing.
 *
 * <p>A RotationToken, where one is sent, must be that of the rotation which makes this version.
 */
final class PutSecretValue implements WriteOperation<PutSecretValue.Input, PutSecretValue.Output> {

  /** What the caller wants stored. */
  public record Input(
      SecretId secretId,
      VersionId token,
      SecretValue value,
      List<StagingLabel> labels,
      @Nullable SensitiveBytes rotationToken) {}

  /** The version and the labels it has now. */
  public record Output(
      String arn, String name, String versionId, @Nullable List<String> versionStages) {}

  private static final InputMember<String> SECRET_ID =
      InputMember.required("SecretId", Shapes.SECRET_ID).shown();
  private static final InputMember<String> TOKEN =
      InputMember.optional("ClientRequestToken", Shapes.VERSION_ID).hashed();
  private static final InputMember<SensitiveBytes> BINARY =
      InputMember.optional("SecretBinary", Shapes.SECRET_BINARY);
  private static final InputMember<SensitiveBytes> STRING =
      InputMember.optional("SecretString", Shapes.SECRET_STRING);
  private static final InputMember<List<String>> STAGES =
      InputMember.optional("VersionStages", Shapes.STAGES).shown();
  private static final InputMember<SensitiveBytes> ROTATION_TOKEN =
      InputMember.optional("RotationToken", Shapes.ROTATION_TOKEN);

  private static final InputStructure<Input> INPUT =
      InputStructure.of(
          "PutSecretValueRequest",
          in -> {
            SecretId id = SecretId.parse(in.require(SECRET_ID));
            SecretValue value = SecretValue.ofAtMostOne(in.get(STRING), in.get(BINARY));
            if (value == null) {
              throw new ServiceException(
                  ErrorCode.INVALID_REQUEST,
                  "You must provide either SecretString or SecretBinary.");
            }
            List<String> stages = in.get(STAGES, List.of(StagingLabel.CURRENT.text()));
            return new Input(
                id,
                Answers.requireToken(in.get(TOKEN)),
                value,
                stages.stream().map(StagingLabel::new).toList(),
                in.get(ROTATION_TOKEN));
          },
          SECRET_ID,
          TOKEN,
          BINARY,
          STRING,
          STAGES,
          ROTATION_TOKEN);

  private static final OutputStructure<Output> OUTPUT =
      OutputStructure.of(
          "PutSecretValueResponse",
          shown("ARN", Shapes.ARN, Output::arn),
          shown("Name", Shapes.SHOWN_NAME, Output::name),
          shown("VersionId", Shapes.VERSION_ID, Output::versionId),
          shown("VersionStages", Shapes.STAGES, Output::versionStages));

  private static final Contract<Input, Output> CONTRACT =
      Contract.of(
          "PutSecretValue",
          INPUT,
          OUTPUT,
          ErrorCode.INVALID_PARAMETER,
          ErrorCode.INVALID_REQUEST,
          ErrorCode.LIMIT_EXCEEDED,
          ErrorCode.ENCRYPTION_FAILURE,
          ErrorCode.RESOURCE_EXISTS,
          ErrorCode.RESOURCE_NOT_FOUND,
          ErrorCode.DECRYPTION_FAILURE);

  private final ValueStoring storing;
  private final RotationTokens tokens;

  /** Seals values with {@code vault}. */
  public PutSecretValue(Vault vault, RotationTokens tokens) {
    this.storing = new ValueStoring(vault);
    this.tokens = tokens;
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
  public Change<Output> decide(Input in, Secret secret, Call call) {
    requireOwnRotation(in, secret);
    ValueStoring.Stored stored =
        storing.store(call, secret.requireWritable(), in.token(), in.value(), in.labels());
    if (stored == null) {
      return Change.none(output(secret, in.token()));
    }
    Secret next = stored.secret();
    return ValueStoring.change(secret, next, stored.added(), output(next, in.token()));
  }

  private void requireOwnRotation(Input in, Secret secret) {
    if (in.rotationToken() != null
        && !tokens.isToken(in.rotationToken(), secret.identity(), in.token())) {
      throw new ServiceException(
          ErrorCode.ACCESS_DENIED, "The RotationToken does not belong to this rotation.");
    }
  }

  private static Output output(Secret secret, VersionId token) {
    return new Output(secret.arn(), secret.name(), token.text(), Answers.stages(secret, token));
  }
}
