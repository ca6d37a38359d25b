package io.strongroom.api.secrets;

import io.strongroom.api.Call;
import io.strongroom.api.Contract;
import io.strongroom.api.WriteOperation;
import io.strongroom.core.error.ErrorCode;
import io.strongroom.core.secret.Secret;
import io.strongroom.core.secret.SecretId;
import io.strongroom.core.store.Change;
import io.strongroom.core.store.SecretWrite;
import java.util.List;

/** {@code DeleteResourcePolicy}: takes the policy off; without a policy it succeeds as well. */
final class DeleteResourcePolicy implements WriteOperation<SecretId, Answers.Named> {
  private static final Contract<SecretId, Answers.Named> CONTRACT =
      Contract.of(
          "DeleteResourcePolicy",
          SecretIdInput.of("DeleteResourcePolicyRequest"),
          Answers.Named.shape("DeleteResourcePolicyResponse", Shapes.NAME),
          ErrorCode.RESOURCE_NOT_FOUND,
          ErrorCode.INVALID_REQUEST,
          ErrorCode.INVALID_PARAMETER);

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
    Answers.Named answer = Answers.Named.of(secret.requireWritable());
    if (secret.resourcePolicy() == null) {
      return Change.none(answer);
    }
    Secret next = secret.governed(null, call.now());
    return Change.of(SecretWrite.replacing(secret, next, List.of()), answer);
  }
}
