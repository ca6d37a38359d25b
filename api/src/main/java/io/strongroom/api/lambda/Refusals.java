package io.strongroom.api.lambda;

import io.strongroom.core.error.ErrorCode;
import io.strongroom.core.error.ServiceException;
import io.strongroom.core.function.Function;
import io.strongroom.core.function.FunctionArn;
import io.strongroom.core.function.Functions;
import org.jspecify.annotations.Nullable;

/** What Lambda refuses, in its words as far as they are known. */
final class Refusals {
  private Refusals() {}

  static ServiceException invalid(String text) {
    return new ServiceException(ErrorCode.LAMBDA_INVALID_PARAMETER, text);
  }

  /**
   * Returns a function that exists and can be changed.
   *
   * @throws ServiceException ResourceNotFoundException; InvalidParameterValueException for a
   *     function that the server or its operator provides
   */
  static Function requireChangeable(@Nullable Function function, FunctionArn target) {
    if (function == null) {
      throw Functions.notFound(target);
    }
    if (!function.isStored()) {
      throw invalid("The function " + function.name() + " is provided and cannot be changed.");
    }
    return function;
  }

  /**
   * Refuses a change that was based on something older.
   *
   * @param given what the request has, or null for none
   * @throws ServiceException PreconditionFailedException
   */
  static void requireRevision(@Nullable String given, String current, String operation) {
    if (given != null && !given.equals(current)) {
      throw new ServiceException(
          ErrorCode.LAMBDA_PRECONDITION,
          "The RevisionId provided does not match the latest RevisionId. Call the "
              + operation
              + " API to retrieve the latest RevisionId for your resource.");
    }
  }
}
