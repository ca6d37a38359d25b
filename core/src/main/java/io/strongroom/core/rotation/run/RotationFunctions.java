package io.strongroom.core.rotation.run;

import io.strongroom.core.secret.Secret;

/** The functions that rotate secrets, as Secrets Manager sees them. */
public interface RotationFunctions {

  /**
   * Refuses to configure a function that could not be called for a secret.
   *
   * @throws io.strongroom.core.error.ServiceException ResourceNotFoundException if there is no such
   *     function; AccessDeniedException if its policy does not let Secrets Manager invoke it
   */
  void requireInvocable(String functionArn, Secret secret);

  /**
   * Has the function take a step, and waits for it.
   *
   * @throws InterruptedException if the step is to be given up; the function has ended then
   */
  StepOutcome invoke(StepCall call) throws InterruptedException;

  /** Stores the current value as the version that is to be tested, in the name of the function. */
  StepOutcome copyCurrent(StepCall call) throws InterruptedException;
}
