package io.strongroom.api;

import io.strongroom.core.function.Function;

/** An operation that looks at a function, or runs it, and changes none. */
public non-sealed interface FunctionReadOperation<I, O> extends FunctionOperation<I, O> {

  /** Answers from a function, which exists. */
  O answer(I in, Function function, Call call);
}
