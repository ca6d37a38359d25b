package io.strongroom.api.secrets;

import io.strongroom.api.Call;
import io.strongroom.api.Contract;
import io.strongroom.api.WriteOperation;
import io.strongroom.core.error.ErrorCode;
import io.strongroom.core.secret.Lifecycle;
import io.strongroom.core.secret.Secret;
import io.strongroom.core.secret.SecretId;
import io.strongroom.core.store.Change;
import io.strongroom.core.store.SecretWrite;
import java.util.List;

/**
 * {@code RestoreSecret}: takes back a scheduled deletion. Rotation stays off. On a secret in use it
 * succeeds and changes nothing (unconfirmed).
 */
final class RestoreSecret implements WriteOperation<SecretId, Answers.Named> {
  private static final Contract<SecretId, Answers.Named> CONTRACT =
      Contract.of(
          "RestoreSecret",
          SecretIdInput.of("RestoreSecretRequest"),
          Answers.Named.shape("RestoreSecretResponse", Shapes.SHOWN_NAME),
          ErrorCode.RESOURCE_NOT_FOUND,
          ErrorCode.INVALID_PARAMETER,
          ErrorCode.INVALID_REQUEST);

  @Override
  public Contract<SecretId, Answers.Named> contract() {
    return CONTRACT;
  }

  @Override
  public SecretId target(SecretId in) {
    return in;
  }

  @Override
  public Change<Answers.Named> decide(SecretId in, Secret secret, Call call) {
    Answers.Named answer = Answers.Named.of(secret.requirePrimary());
    if (!secret.isDeleted()) {
      return Change.none(answer);
    }
    Secret next = secret.living(Lifecycle.active(), call.now());
    return Change.of(SecretWrite.replacing(secret, next, List.of()), answer);
  }
}
