package io.strongroom.api.kms;

import io.strongroom.api.Call;
import io.strongroom.api.Contract;
import io.strongroom.api.KeyAsk;
import io.strongroom.api.KeyWriteOperation;
import io.strongroom.api.Nothing;
import io.strongroom.api.shape.InputMember;
import io.strongroom.api.shape.InputStructure;
import io.strongroom.core.error.ErrorCode;
import io.strongroom.core.key.Key;
import io.strongroom.core.key.KeyChange;
import java.util.List;

/** {@code DisableKeyRotation}: the key gets no new material by itself any more. */
final class DisableKeyRotation implements KeyWriteOperation<DisableKeyRotation.Input, Nothing> {

  /** What the caller asks for. */
  public record Input(String keyId) {}

  private static final InputMember<String> KEY_ID =
      InputMember.required("KeyId", Shapes.KEY_ID).shown();

  private static final InputStructure<Input> INPUT =
      InputStructure.of("DisableKeyRotationRequest", in -> new Input(in.require(KEY_ID)), KEY_ID);

  private static final Contract<Input, Nothing> CONTRACT =
      KmsContract.of(
          "DisableKeyRotation",
          INPUT,
          null,
          ErrorCode.KEY_NOT_FOUND,
          ErrorCode.KEY_DISABLED,
          ErrorCode.INVALID_ARN,
          ErrorCode.KEY_INVALID_STATE,
          ErrorCode.UNSUPPORTED_OPERATION);

  @Override
  public Contract<Input, Nothing> contract() {
    return CONTRACT;
  }

  @Override
  public List<KeyAsk> asks(Input in, Call call) {
    return Asks.exact(CONTRACT.name(), in.keyId(), call);
  }

  @Override
  public KeyChange<Nothing> decide(Input in, List<Key> keys, Call call) {
    Key key = KeyRules.requireEnabled(KeyRules.requireCustomer(keys.getFirst()));
    return KeyChange.of(key.rotating(null), new Nothing());
  }
}
