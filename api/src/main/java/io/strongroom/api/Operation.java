package io.strongroom.api;

import io.strongroom.iam.policy.eval.Action;
import io.strongroom.iam.policy.eval.ConditionKeys;
import java.util.List;

/**
 * One operation of the API. The kinds are closed: the gateway tells them apart, and the kind says
 * at a glance whether something can change.
 *
 * @param <I> what comes in, already valid by the model
 * @param <O> what goes out
 */
public sealed interface Operation<I, O>
    permits ReadOperation,
        WriteOperation,
        AccountOperation,
        CallerOperation,
        DirectoryOperation,
        KeyOperation,
        KeyAccountOperation,
        FunctionOperation,
        UnsignedOperation {

  /** Returns what the service model says of it. */
  Contract<I, O> contract();

  /** Returns where it is answered. */
  default Lane lane() {
    return Lane.THREAD;
  }

  /**
   * Returns the condition keys that a request brings to its judgement, besides those that every
   * request has. Source: Service Authorization Reference, "Actions defined by AWS Secrets Manager".
   */
  default ConditionKeys keys(I in) {
    return ConditionKeys.none();
  }

  /**
   * Returns the actions on the same resource that the caller must be allowed as well, with the same
   * condition keys.
   */
  default List<Action> also(I in) {
    return List.of();
  }
}
