package io.strongroom.core.rotation.run;

import io.strongroom.core.error.ErrorCode;
import io.strongroom.core.error.ServiceException;
import io.strongroom.core.function.Function;
import io.strongroom.core.secret.RotatedBy;
import io.strongroom.core.secret.Secret;
import org.jspecify.annotations.Nullable;

/** The functions and rotators that rotate secrets, as Secrets Manager sees them. */
public interface RotationFunctions {

  /**
   * Refuses to configure what could not be called for a secret.
   *
   * @throws ServiceException ResourceNotFoundException if there is no such function;
   *     AccessDeniedException if its policy does not let Secrets Manager invoke it;
   *     InvalidParameterException if there is no rotator for the secret's type;
   *     InvalidRequestException if the role for that does not let Secrets Manager take it on
   */
  void requireInvocable(RotatedBy by, Secret secret);

  /**
   * Returns a function that this server runs, or null for one that another server runs, and judges
   * by the function's policy itself.
   */
  default @Nullable Function here(String functionArn) {
    return null;
  }

  /**
   * Has the function take a step, and waits for it.
   *
   * @throws InterruptedException if the step is to be given up; the function has ended then
   */
  StepOutcome invoke(StepCall call) throws InterruptedException;

  /** Stores the current value as the version that is to be tested, in the name of the function. */
  StepOutcome copyCurrent(StepCall call) throws InterruptedException;

  /** Returns the refusal of a secret that no rotator is there for; the text is ours. */
  static ServiceException noRotatorFor(Secret secret) {
    return new ServiceException(
        ErrorCode.INVALID_PARAMETER,
        "Secrets of type %s can't be rotated here: there is no rotator for them."
            .formatted(secret.type()));
  }
}
