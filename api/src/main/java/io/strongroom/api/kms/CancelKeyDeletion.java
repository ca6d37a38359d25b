package io.strongroom.api.kms;

import static io.strongroom.api.shape.OutputStructure.shown;

import io.strongroom.api.Call;
import io.strongroom.api.Contract;
import io.strongroom.api.KeyAsk;
import io.strongroom.api.KeyWriteOperation;
import io.strongroom.api.shape.InputMember;
import io.strongroom.api.shape.InputStructure;
import io.strongroom.api.shape.OutputStructure;
import io.strongroom.core.error.ErrorCode;
import io.strongroom.core.error.ServiceException;
import io.strongroom.core.key.Key;
import io.strongroom.core.key.KeyChange;
import io.strongroom.core.key.KeyState;
import java.util.List;

/** {@code CancelKeyDeletion}: a key that was to be destroyed stays, disabled. */
final class CancelKeyDeletion
    implements KeyWriteOperation<CancelKeyDeletion.Input, CancelKeyDeletion.Output> {

  /** What the caller asks for. */
  public record Input(String keyId) {}

  /** The ARN of the key. */
  public record Output(String keyId) {}

  private static final InputMember<String> KEY_ID =
      InputMember.required("KeyId", Shapes.KEY_ID).shown();

  private static final InputStructure<Input> INPUT =
      InputStructure.of("CancelKeyDeletionRequest", in -> new Input(in.require(KEY_ID)), KEY_ID);

  private static final OutputStructure<Output> OUTPUT =
      OutputStructure.of("CancelKeyDeletionResponse", shown("KeyId", Shapes.KEY_ID, Output::keyId));

  private static final Contract<Input, Output> CONTRACT =
      KmsContract.of(
          "CancelKeyDeletion",
          INPUT,
          OUTPUT,
          ErrorCode.KEY_NOT_FOUND,
          ErrorCode.INVALID_ARN,
          ErrorCode.KEY_INVALID_STATE);

  @Override
  public Contract<Input, Output> contract() {
    return CONTRACT;
  }

  @Override
  public List<KeyAsk> asks(Input in, Call call) {
    return Asks.exact(CONTRACT.name(), in.keyId(), call);
  }

  @Override
  public KeyChange<Output> decide(Input in, List<Key> keys, Call call) {
    Key key = KeyRules.requireCustomer(keys.getFirst());
    if (!key.isPendingDeletion()) {
      throw new ServiceException(
          ErrorCode.KEY_INVALID_STATE, key.arn() + " is not pending deletion.");
    }
    return KeyChange.of(key.being(new KeyState.Disabled()), new Output(key.arn()));
  }
}
