package io.strongroom.api;

import io.strongroom.core.error.ServiceException;
import io.strongroom.core.function.Code;
import io.strongroom.core.function.Function;
import io.strongroom.core.function.FunctionArn;
import io.strongroom.core.function.FunctionPolicy;
import io.strongroom.core.rotation.run.RotationFunctions;
import io.strongroom.core.rotation.run.StepCall;
import io.strongroom.core.rotation.run.StepOutcome;
import io.strongroom.core.secret.RotatedBy;
import io.strongroom.core.secret.Secret;
import io.strongroom.testkit.store.SampleFunctions;
import org.jspecify.annotations.Nullable;

/**
 * Takes any function for one that exists and may be invoked; nothing is ever called. Secrets of
 * partners have no rotators unless a test says so.
 */
final class AnyFunction implements RotationFunctions {

  /** What a configuration is refused with, or null. */
  @Nullable ServiceException refusal;

  /** The ARN of a function that another server runs, or null. */
  @Nullable String elsewhere;

  /** The policy of functions that this server runs. */
  FunctionPolicy policy = FunctionPolicy.none();

  @Override
  public @Nullable Function here(String functionArn) {
    FunctionArn arn = FunctionArn.parse(functionArn);
    if (arn == null || functionArn.equals(elsewhere)) {
      return null;
    }
    Code code = SampleFunctions.code(new byte[0]);
    return SampleFunctions.function(arn.account(), arn.region(), arn.name().text(), code)
        .governed(policy);
  }

  /** Whether there is a rotator for each type of secrets. */
  boolean rotatesPartners;

  @Override
  public void requireInvocable(RotatedBy by, Secret secret) {
    if (by instanceof RotatedBy.Partner && !rotatesPartners) {
      throw RotationFunctions.noRotatorFor(secret);
    }
    if (refusal != null) {
      throw refusal;
    }
  }

  @Override
  public StepOutcome invoke(StepCall call) {
    throw new UnsupportedOperationException();
  }

  @Override
  public StepOutcome copyCurrent(StepCall call) {
    throw new UnsupportedOperationException();
  }
}
