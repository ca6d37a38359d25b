package io.strongroom.api.kms;

import io.strongroom.api.Contract;
import io.strongroom.api.shape.InputStructure;
import io.strongroom.api.shape.OutputStructure;
import io.strongroom.core.error.ErrorCode;
import io.strongroom.iam.policy.eval.Action;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Puts together what the service model says of operations of KMS. */
final class KmsContract {
  private KmsContract() {}

  /**
   * Puts a contract together; KMSInternalException, which every operation declares, is added.
   * Errors that the model declares and this server never gives are left out: those of custom key
   * stores, enclaves and imported material.
   */
  static <I, O> Contract<I, O> of(
      String name,
      InputStructure<I> input,
      @Nullable OutputStructure<O> output,
      ErrorCode... errors) {
    Set<ErrorCode> declared = EnumSet.of(ErrorCode.KMS_INTERNAL, errors);
    return new Contract<>(name, Action.of("kms:" + name), input, output, declared);
  }
}
