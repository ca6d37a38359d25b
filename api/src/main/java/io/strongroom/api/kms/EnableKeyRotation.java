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
import io.strongroom.core.key.KeyRotation;
import java.util.List;

/**
 * {@code EnableKeyRotation}: the key gets new material by itself, each time a period has passed.
 */
final class EnableKeyRotation implements KeyWriteOperation<EnableKeyRotation.Input, Nothing> {

  /** What the caller asks for. */
  public record Input(String keyId, int periodDays) {}

  private static final InputMember<String> KEY_ID =
      InputMember.required("KeyId", Shapes.KEY_ID).shown();
  private static final InputMember<Long> ROTATION_PERIOD_IN_DAYS =
      InputMember.optional("RotationPeriodInDays", Shapes.PERIOD).shown();

  private static final InputStructure<Input> INPUT =
      InputStructure.of(
          "EnableKeyRotationRequest",
          in ->
              new Input(
                  in.require(KEY_ID),
                  in.get(ROTATION_PERIOD_IN_DAYS, (long) KeyRotation.DEFAULT_DAYS).intValue()),
          KEY_ID,
          ROTATION_PERIOD_IN_DAYS);

  private static final Contract<Input, Nothing> CONTRACT =
      KmsContract.of(
          "EnableKeyRotation",
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
    KeyRotation before = key.rotation();
    return before != null && before.periodDays() == in.periodDays()
        ? KeyChange.none(new Nothing())
        : KeyChange.of(key.rotating(KeyRotation.from(call.now(), in.periodDays())), new Nothing());
  }
}
