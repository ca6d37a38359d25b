package io.strongroom.api.secrets;

import io.strongroom.api.Call;
import io.strongroom.api.Contract;
import io.strongroom.api.WriteOperation;
import io.strongroom.core.error.ErrorCode;
import io.strongroom.core.error.ServiceException;
import io.strongroom.core.secret.RotationConfig;
import io.strongroom.core.secret.Secret;
import io.strongroom.core.secret.SecretId;
import io.strongroom.core.secret.StagingLabel;
import io.strongroom.core.secret.VersionId;
import io.strongroom.core.store.Change;
import io.strongroom.core.store.SecretWrite;
import java.util.List;

/**
 * {@code CancelRotateSecret}: stops the schedule. What a running rotation has done so far stays;
 * the answer names its version.
 */
final class CancelRotateSecret implements WriteOperation<SecretId, Answers.Versioned> {
  private static final Contract<SecretId, Answers.Versioned> CONTRACT =
      Contract.of(
          "CancelRotateSecret",
          SecretIdInput.of("CancelRotateSecretRequest"),
          Answers.Versioned.shape("CancelRotateSecretResponse"),
          ErrorCode.RESOURCE_NOT_FOUND,
          ErrorCode.INVALID_PARAMETER,
          ErrorCode.INVALID_REQUEST);

  @Override
  public Contract<SecretId, Answers.Versioned> contract() {
    return CONTRACT;
  }

  @Override
  public SecretId target(SecretId in) {
    return in;
  }

  @Override
  public Change<Answers.Versioned> decide(SecretId in, Secret secret, Call call) {
    RotationConfig rotation = UnnotedSuccess.counted(secret.requireWritable(), call.now());
    if (rotation == null) {
      throw new ServiceException(
          ErrorCode.INVALID_REQUEST,
          "You tried to enable rotation on a secret that doesn't already have a Lambda function"
              + " ARN configured and you didn't include such an ARN as a parameter in this call.");
    }
    if (!rotation.enabled()) {
      return Change.none(Answers.Versioned.of(secret, null));
    }
    VersionId pending =
        secret.isRotating() ? secret.versions().labels().get(StagingLabel.PENDING) : null;
    Secret next = secret.rotating(rotation.disabled(), call.now());
    Answers.Versioned answer = Answers.Versioned.of(secret, pending);
    return UnnotedSuccess.noted(
        Change.of(SecretWrite.replacing(secret, next, List.of()), answer), secret);
  }
}
