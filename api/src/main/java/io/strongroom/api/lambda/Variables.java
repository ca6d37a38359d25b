package io.strongroom.api.lambda;

import io.strongroom.core.error.ErrorCode;
import io.strongroom.core.error.ServiceException;
import io.strongroom.core.function.Environment;
import io.strongroom.keys.SensitiveBytes;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The rules of a function's variables. Source: Lambda developer guide, "Using Lambda environment
 * variables".
 */
final class Variables {

  /** What the runtime sets itself. */
  private static final Set<String> RESERVED =
      Set.of(
          "_HANDLER",
          "_X_AMZN_TRACE_ID",
          "AWS_DEFAULT_REGION",
          "AWS_REGION",
          "AWS_EXECUTION_ENV",
          "AWS_LAMBDA_FUNCTION_NAME",
          "AWS_LAMBDA_FUNCTION_MEMORY_SIZE",
          "AWS_LAMBDA_FUNCTION_VERSION",
          "AWS_LAMBDA_INITIALIZATION_TYPE",
          "AWS_LAMBDA_LOG_GROUP_NAME",
          "AWS_LAMBDA_LOG_STREAM_NAME",
          "AWS_ACCESS_KEY",
          "AWS_ACCESS_KEY_ID",
          "AWS_SECRET_ACCESS_KEY",
          "AWS_SESSION_TOKEN",
          "AWS_LAMBDA_RUNTIME_API",
          "LAMBDA_TASK_ROOT",
          "LAMBDA_RUNTIME_DIR");

  private static final String UNABLE =
      "Lambda was unable to configure your environment variables because the environment variables"
          + " you have provided ";

  private Variables() {}

  /**
   * Returns variables that keep all rules.
   *
   * @throws ServiceException ValidationException for a name that is none;
   *     InvalidParameterValueException for a reserved one, and for too many or too long ones
   */
  static Environment require(Map<String, SensitiveBytes> variables) {
    if (!variables.keySet().stream().allMatch(Variables::isName)) {
      throw new ServiceException(
          ErrorCode.VALIDATION,
          "1 validation error detected: Value at 'environment.variables' failed to satisfy"
              + " constraint: Map keys must satisfy constraint: [Member must satisfy regular"
              + " expression pattern: [a-zA-Z]([a-zA-Z0-9_])+]");
    }
    List<String> reserved = variables.keySet().stream().filter(RESERVED::contains).toList();
    if (!reserved.isEmpty()) {
      throw Refusals.invalid(
          UNABLE
              + "contains reserved keys that are currently not supported for modification."
              + " Reserved keys used in this request: "
              + String.join(", ", reserved));
    }
    Environment environment = new Environment(new LinkedHashMap<>(variables));
    if (environment.measure() > Environment.MAX_MEASURE) {
      throw Refusals.invalid(UNABLE + "exceeded the 4KB limit.");
    }
    if (environment.holdsNul()) {
      throw Refusals.invalid(UNABLE + "contain a null character.");
    }
    return environment;
  }

  private static boolean isName(String text) {
    return text.length() > 1
        && isLetter(text.charAt(0))
        && text.chars().allMatch(c -> isLetter(c) || (c >= '0' && c <= '9') || c == '_');
  }

  private static boolean isLetter(int c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }
}
