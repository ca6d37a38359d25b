package io.strongroom.api;

import io.strongroom.core.function.FunctionArn;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An operation on a function that the request names. */
public sealed interface FunctionOperation<I, O> extends Operation<I, O>, RestOperation
    permits FunctionReadOperation, FunctionWriteOperation {

  /**
   * Returns the function that the request is about. The caller must be allowed the operation's
   * action on it, which is asked before anything is told about what exists.
   */
  FunctionArn target(I in, Call call);

  /** Returns the condition keys that the request brings, with their values. */
  default Map<String, List<String>> conditions(I in) {
    return Map.of();
  }

  /** Returns the ARN of the role that the request hands to the function, or null for none. */
  default @Nullable String passedRole(I in) {
    return null;
  }
}
