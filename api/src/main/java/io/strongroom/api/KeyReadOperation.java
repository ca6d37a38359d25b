package io.strongroom.api;

import io.strongroom.core.key.Key;
import java.util.List;

/** An operation that looks at keys, or uses them, and changes none. */
public non-sealed interface KeyReadOperation<I, O> extends KeyOperation<I, O> {

  /**
   * Answers from the keys, which exist.
   *
   * @param keys the keys that were asked for, in the order of {@link #asks}
   */
  O answer(I in, List<Key> keys, Call call);
}
