package io.strongroom.api.kms;

import static io.strongroom.api.shape.OutputStructure.member;

import io.strongroom.api.Call;
import io.strongroom.api.Contract;
import io.strongroom.api.KeyAsk;
import io.strongroom.api.KeyReadOperation;
import io.strongroom.api.shape.InputMember;
import io.strongroom.api.shape.InputStructure;
import io.strongroom.api.shape.OutputStructure;
import io.strongroom.core.error.ErrorCode;
import io.strongroom.core.key.Key;
import io.strongroom.core.key.KeyRotation;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code GetKeyRotationStatus}: whether a key gets new material by itself, and when. */
final class GetKeyRotationStatus
    implements KeyReadOperation<GetKeyRotationStatus.Input, GetKeyRotationStatus.Output> {

  /** What the caller asks for. */
  public record Input(String keyId) {}

  /** The rotation; a key that waits to be destroyed does not rotate. */
  public record Output(
      String keyId, boolean enabled, @Nullable Long periodDays, @Nullable Instant next) {}

  private static final InputMember<String> KEY_ID =
      InputMember.required("KeyId", Shapes.KEY_ID).shown();

  private static final InputStructure<Input> INPUT =
      InputStructure.of("GetKeyRotationStatusRequest", in -> new Input(in.require(KEY_ID)), KEY_ID);

  private static final OutputStructure<Output> OUTPUT =
      OutputStructure.of(
          "GetKeyRotationStatusResponse",
          member("KeyRotationEnabled", Shapes.FLAG, Output::enabled),
          member("KeyId", Shapes.KEY_ID, Output::keyId),
          member("RotationPeriodInDays", Shapes.PERIOD, Output::periodDays),
          member("NextRotationDate", Shapes.DATE, Output::next));

  private static final Contract<Input, Output> CONTRACT =
      KmsContract.of(
          "GetKeyRotationStatus",
          INPUT,
          OUTPUT,
          ErrorCode.KEY_NOT_FOUND,
          ErrorCode.INVALID_ARN,
          ErrorCode.KEY_INVALID_STATE,
          ErrorCode.UNSUPPORTED_OPERATION);

  @Override
  public Contract<Input, Output> contract() {
    return CONTRACT;
  }

  @Override
  public List<KeyAsk> asks(Input in, Call call) {
    return Asks.exact(CONTRACT.name(), in.keyId(), call);
  }

  @Override
  public Output answer(Input in, List<Key> keys, Call call) {
    Key key = keys.getFirst();
    KeyRotation rotation = key.isPendingDeletion() ? null : key.rotation();
    return rotation == null
        ? new Output(key.arn(), false, null, null)
        : new Output(key.arn(), true, (long) rotation.periodDays(), rotation.next());
  }
}
