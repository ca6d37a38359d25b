package io.strongroom.api;

import io.strongroom.core.key.Key;
import io.strongroom.core.key.KeyChange;
import java.util.List;

/**
 * An operation that may change keys or aliases. It decides; the store applies. A decision changes
 * nothing by itself and may be taken again when somebody else was faster.
 */
public non-sealed interface KeyWriteOperation<I, O> extends KeyOperation<I, O> {

  /**
   * Decides what becomes of the keys, which exist.
   *
   * @param keys the keys that were asked for, in the order of {@link #asks}
   */
  KeyChange<O> decide(I in, List<Key> keys, Call call);
}
