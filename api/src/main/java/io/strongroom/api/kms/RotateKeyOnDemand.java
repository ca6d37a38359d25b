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
import io.strongroom.core.key.KeyWrite;
import io.strongroom.core.key.Keys;
import io.strongroom.core.key.Material;
import java.util.List;

/**
 * {@code RotateKeyOnDemand}: the key gets new material now; what the old ones encrypted stays
 * readable.
 */
final class RotateKeyOnDemand
    implements KeyWriteOperation<RotateKeyOnDemand.Input, RotateKeyOnDemand.Output> {

  /** What the caller asks for. */
  public record Input(String keyId) {}

  /** The ARN of the key. */
  public record Output(String keyId) {}

  private static final InputMember<String> KEY_ID =
      InputMember.required("KeyId", Shapes.KEY_ID).shown();

  private static final InputStructure<Input> INPUT =
      InputStructure.of("RotateKeyOnDemandRequest", in -> new Input(in.require(KEY_ID)), KEY_ID);

  private static final OutputStructure<Output> OUTPUT =
      OutputStructure.of("RotateKeyOnDemandResponse", shown("KeyId", Shapes.KEY_ID, Output::keyId));

  private static final Contract<Input, Output> CONTRACT =
      KmsContract.of(
          "RotateKeyOnDemand",
          INPUT,
          OUTPUT,
          ErrorCode.KEY_NOT_FOUND,
          ErrorCode.KEY_DISABLED,
          ErrorCode.INVALID_ARN,
          ErrorCode.KEY_INVALID_STATE,
          ErrorCode.UNSUPPORTED_OPERATION,
          ErrorCode.KEY_LIMIT_EXCEEDED);

  private final Keys materials;

  /** Takes what it needs. */
  public RotateKeyOnDemand(Keys materials) {
    this.materials = materials;
  }

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
    Key key = KeyRules.requireEnabled(KeyRules.requireCustomer(keys.getFirst()));
    if (key.onDemandRotations() >= Key.MAX_ON_DEMAND) {
      throw new ServiceException(
          ErrorCode.KEY_LIMIT_EXCEEDED,
          "A key can be rotated on demand at most " + Key.MAX_ON_DEMAND + " times");
    }
    KeyWrite rotation = materials.rotation(key, Material.Origin.ON_DEMAND, call.now());
    return new KeyChange<>(rotation, new Output(key.arn()));
  }
}
