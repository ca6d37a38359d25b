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
import io.strongroom.core.key.KeyState;
import java.util.List;

/** {@code DisableKey}: the key does nothing until it is enabled again. */
final class DisableKey implements KeyWriteOperation<DisableKey.Input, Nothing> {

  /** What the caller asks for. */
  public record Input(String keyId) {}

  private static final InputMember<String> KEY_ID =
      InputMember.required("KeyId", Shapes.KEY_ID).shown();

  private static final InputStructure<Input> INPUT =
      InputStructure.of("DisableKeyRequest", in -> new Input(in.require(KEY_ID)), KEY_ID);

  private static final Contract<Input, Nothing> CONTRACT =
      KmsContract.of(
          "DisableKey",
          INPUT,
          null,
          ErrorCode.KEY_NOT_FOUND,
          ErrorCode.INVALID_ARN,
          ErrorCode.KEY_INVALID_STATE);

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
    Key key = KeyRules.requireNotPendingDeletion(KeyRules.requireCustomer(keys.getFirst()));
    return key.isEnabled()
        ? KeyChange.of(key.being(new KeyState.Disabled()), new Nothing())
        : KeyChange.none(new Nothing());
  }
}
