package io.strongroom.core.function;

/**
 * One change of functions, stored all or nothing. Code that a function names as uploaded must be in
 * the store by then, and what no function names any more goes with the change.
 */
public sealed interface FunctionWrite {

  /** Returns the function that is concerned. */
  Function function();

  /** Stores a function, whose name is free. */
  record Insert(Function function) implements FunctionWrite {}

  /** Replaces a function that still has the revision of {@code function}. */
  record Update(Function function) implements FunctionWrite {}

  /** Forgets a function that still has the revision of {@code function}. */
  record Delete(Function function) implements FunctionWrite {}
}
