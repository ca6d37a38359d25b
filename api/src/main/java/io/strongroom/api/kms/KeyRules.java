package io.strongroom.api.kms;

import io.strongroom.core.error.ErrorCode;
import io.strongroom.core.error.ServiceException;
import io.strongroom.core.key.Key;
import io.strongroom.core.key.KeyState;
import io.strongroom.core.key.ManagedBy;

/**
 * Which operations a key's state and manager allow.
 *
 * <p>Source: KMS developer guide, "Key states of AWS KMS keys".
 */
final class KeyRules {
  private KeyRules() {}

  /**
   * Refuses a key that does not encrypt or decrypt.
   *
   * @throws ServiceException DisabledException or KMSInvalidStateException
   */
  static Key requireEnabled(Key key) {
    return switch (key.state()) {
      case KeyState.Enabled() -> key;
      case KeyState.Disabled() ->
          throw new ServiceException(ErrorCode.KEY_DISABLED, key.arn() + " is disabled.");
      case KeyState.PendingDeletion _ -> throw pendingDeletion(key);
    };
  }

  /**
   * Refuses a key that is waiting to be destroyed.
   *
   * @throws ServiceException KMSInvalidStateException
   */
  static Key requireNotPendingDeletion(Key key) {
    if (key.isPendingDeletion()) {
      throw pendingDeletion(key);
    }
    return key;
  }

  /**
   * Refuses a key that a service manages: nobody changes it.
   *
   * @throws ServiceException AccessDeniedException
   */
  static Key requireCustomer(Key key) {
    if (key.manager() == ManagedBy.AWS) {
      throw new ServiceException(
          ErrorCode.ACCESS_DENIED,
          "The key " + key.arn() + " is managed by AWS and cannot be changed.");
    }
    return key;
  }

  private static ServiceException pendingDeletion(Key key) {
    return new ServiceException(ErrorCode.KEY_INVALID_STATE, key.arn() + " is pending deletion.");
  }

  /**
   * Ends a dry run that would have succeeded.
   *
   * @throws ServiceException DryRunOperationException if {@code run} is dry
   */
  static void stopIfDry(Run run) {
    if (run == Run.DRY) {
      throw new ServiceException(
          ErrorCode.DRY_RUN, "The request would have succeeded, but the DryRun option is set.");
    }
  }

  /** Whether a request is to be carried out. */
  enum Run {
    REAL,
    DRY;

    static Run of(boolean dry) {
      return dry ? DRY : REAL;
    }
  }
}
