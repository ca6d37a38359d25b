package io.strongroom.core.function;

import io.strongroom.core.error.ErrorCode;
import io.strongroom.core.error.ServiceException;
import io.strongroom.keys.Keyring;
import io.strongroom.keys.OpenException;
import io.strongroom.keys.SensitiveBytes;
import java.nio.BufferUnderflowException;
import java.util.LinkedHashMap;
import org.jspecify.annotations.Nullable;

/** Seals the variables of functions, each for its function, and opens them again. */
public final class Environments {
  private final Keyring keyring;

  /** Seals and opens with {@code keyring}. */
  public Environments(Keyring keyring) {
    this.keyring = keyring;
  }

  /**
   * Seals variables for a function.
   *
   * @param environment of at most {@link Environment#MAX_MEASURE}; is not closed
   * @return null for no variables
   */
  public @Nullable SealedEnvironment seal(FunctionArn owner, Environment environment) {
    if (environment.values().isEmpty()) {
      return null;
    }
    try (SensitiveBytes encoded = environment.encode()) {
      return SealedEnvironment.owning(keyring.sealCredential(sealedFor(owner), encoded));
    }
  }

  /**
   * Opens the variables of a function; the caller closes them.
   *
   * @throws ServiceException ServiceException if they were altered where they are stored
   */
  public Environment open(Function function) {
    SealedEnvironment sealed = function.environment();
    if (sealed == null) {
      return new Environment(new LinkedHashMap<>());
    }
    try (SensitiveBytes encoded =
        keyring.openCredential(sealedFor(function.arn()), sealed.bytes())) {
      return Environment.decode(encoded);
    } catch (OpenException | BufferUnderflowException e) {
      throw new ServiceException(
          ErrorCode.LAMBDA_SERVICE,
          "An error occurred on the server side.",
          new IllegalStateException("the variables of " + function.arn() + " do not open"));
    }
  }

  /** Access keys are sealed for an account's digits, so nothing is taken for the other. */
  private static String sealedFor(FunctionArn owner) {
    return "function-environment/" + owner.text();
  }
}
