package io.strongroom.core.function;

/** How an attempt to change functions ended. An unknown outcome is an exception, never a value. */
public enum FunctionCommit {
  /** Everything was stored and flushed. */
  DONE,
  /** Nothing was stored: the function is not any more what the change was based on. */
  STALE,
  /** Nothing was stored: the name is taken. */
  TAKEN,
  /** Nothing was stored: the code that the function names is not there, or not any more. */
  NO_CODE
}
