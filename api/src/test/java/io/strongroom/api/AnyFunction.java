package io.strongroom.api;

import io.strongroom.core.error.ServiceException;
import io.strongroom.core.rotation.run.RotationFunctions;
import io.strongroom.core.rotation.run.StepCall;
import io.strongroom.core.rotation.run.StepOutcome;
import io.strongroom.core.secret.Secret;
import org.jspecify.annotations.Nullable;

/** Takes any function for one that exists and may be invoked; nothing is ever called. */
final class AnyFunction implements RotationFunctions {

  /** What a configuration is refused with, or null. */
  @Nullable ServiceException refusal;

  @Override
  public void requireInvocable(String functionArn, Secret secret) {
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
