package io.strongroom.api;

import io.strongroom.core.function.Function;
import io.strongroom.core.function.FunctionChange;
import org.jspecify.annotations.Nullable;

/**
 * An operation that may change a function. It decides; the store applies. A decision changes
 * nothing by itself and may be taken again when somebody else was faster.
 */
public non-sealed interface FunctionWriteOperation<I, O> extends FunctionOperation<I, O> {

  /**
   * Decides what becomes of the function.
   *
   * @param function the function that was asked for, or null if there is none
   */
  FunctionChange<O> decide(I in, @Nullable Function function, Call call);
}
