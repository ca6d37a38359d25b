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
import io.strongroom.core.key.KeyRef;
import io.strongroom.core.key.KeyState;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** {@code ScheduleKeyDeletion}: the key is destroyed after a time to think again. */
final class ScheduleKeyDeletion
    implements KeyWriteOperation<ScheduleKeyDeletion.Input, ScheduleKeyDeletion.Output> {

  /** What the caller asks for. */
  public record Input(String keyId, int windowDays) {}

  /** When the key is destroyed. */
  public record Output(String keyArn, Instant deletionDate, String keyState, long windowDays) {}

  private static final String WINDOW_CONDITION = "kms:ScheduleKeyDeletionPendingWindowInDays";

  private static final InputMember<String> KEY_ID =
      InputMember.required("KeyId", Shapes.KEY_ID).shown();
  private static final InputMember<Long> PENDING_WINDOW_IN_DAYS =
      InputMember.optional("PendingWindowInDays", Shapes.WINDOW).shown();

  private static final InputStructure<Input> INPUT =
      InputStructure.of(
          "ScheduleKeyDeletionRequest",
          in ->
              new Input(
                  in.require(KEY_ID),
                  requireWindow(
                      in.get(PENDING_WINDOW_IN_DAYS, (long) KeyState.PendingDeletion.MAX_DAYS))),
          KEY_ID,
          PENDING_WINDOW_IN_DAYS);

  private static final OutputStructure<Output> OUTPUT =
      OutputStructure.of(
          "ScheduleKeyDeletionResponse",
          shown("KeyId", Shapes.KEY_ID, Output::keyArn),
          shown("DeletionDate", Shapes.DATE, Output::deletionDate),
          shown("KeyState", Shapes.KEY_STATE, Output::keyState),
          shown("PendingWindowInDays", Shapes.WINDOW, Output::windowDays));

  private static final Contract<Input, Output> CONTRACT =
      KmsContract.of(
          "ScheduleKeyDeletion",
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
    KeyRef ref = Asks.exactRef(in.keyId(), call);
    String days = Integer.toString(in.windowDays());
    return List.of(
        new KeyAsk.OnKey("kms:ScheduleKeyDeletion", ref, Map.of(WINDOW_CONDITION, List.of(days))));
  }

  @Override
  public KeyChange<Output> decide(Input in, List<Key> keys, Call call) {
    Key key = KeyRules.requireNotPendingDeletion(KeyRules.requireCustomer(keys.getFirst()));
    KeyState.PendingDeletion pending = KeyState.PendingDeletion.from(call.now(), in.windowDays());
    Key next = key.being(pending);
    Output answer = new Output(key.arn(), pending.date(), pending.wireName(), pending.windowDays());
    return KeyChange.of(next, answer);
  }

  /** The model admits more than the service does. */
  private static int requireWindow(long days) {
    if (days < KeyState.PendingDeletion.MIN_DAYS || days > KeyState.PendingDeletion.MAX_DAYS) {
      throw new ServiceException(
          ErrorCode.VALIDATION, "PendingWindowInDays must be between 7 and 30");
    }
    return (int) days;
  }
}
