package io.strongroom.core.function;

/** Has functions run later, when nobody waits for their answer: the port to whatever does. */
public interface FunctionEvents {

  /**
   * Takes an invocation, which will be tried until it succeeds or has failed too often.
   *
   * @param request is copied; its deadline says only how long the function may take
   * @return whether there was room for it
   */
  boolean offer(FunctionArn function, FunctionRunner.Request request);
}
