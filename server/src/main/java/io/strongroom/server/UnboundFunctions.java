package io.strongroom.server;

import io.strongroom.core.rotation.run.RotationFunctions;
import io.strongroom.core.rotation.run.StepCall;
import io.strongroom.core.rotation.run.StepOutcome;
import io.strongroom.core.secret.Secret;

/** No function can be called. */
final class UnboundFunctions implements RotationFunctions {
  private static final StepOutcome NONE =
      new StepOutcome.Failed(StepOutcome.Permanence.LASTING, "there is no such function");

  @Override
  public void requireInvocable(String functionArn, Secret secret) {}

  @Override
  public StepOutcome invoke(StepCall call) {
    return NONE;
  }

  @Override
  public StepOutcome copyCurrent(StepCall call) {
    return NONE;
  }
}
