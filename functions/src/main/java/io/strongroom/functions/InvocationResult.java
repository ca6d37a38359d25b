package io.strongroom.functions;

import io.strongroom.keys.SensitiveBytes;

/** How a call of a function ended. */
public sealed interface InvocationResult {

  /**
   * The function answered.
   *
   * @param payload what it answered, as it came; the caller closes it
   * @param logTail the end of the log of the call, at most {@link RunLog#TAIL_BYTES} bytes
   */
  record Answered(SensitiveBytes payload, SensitiveBytes logTail) implements InvocationResult {}

  /**
   * The function failed, or was ended.
   *
   * @param errorType the type of its error, such as {@code ValueError}, {@code Runtime.ExitError}
   *     or {@code Sandbox.Timedout}; at most 256 characters of printable ASCII
   * @param document the error document, with errorMessage, errorType and, where there are any,
   *     requestId and stackTrace. Where the function wrote it, it is as the function wrote it
   * @param logTail the end of the log of the call, at most {@link RunLog#TAIL_BYTES} bytes
   */
  record Failed(String errorType, SensitiveBytes document, SensitiveBytes logTail)
      implements InvocationResult {}

  /** There was no place for the call, nor to wait for one. Nothing was run. */
  record Throttled() implements InvocationResult {}

  /**
   * The function cannot be run here. Nothing was run.
   *
   * @param text one line for the operator, which names what is missing
   */
  record Unavailable(String text) implements InvocationResult {}
}
