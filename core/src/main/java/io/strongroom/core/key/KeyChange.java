package io.strongroom.core.key;

import org.jspecify.annotations.Nullable;

/**
 * What a mutating operation on keys decided.
 *
 * @param write what to store, or null when nothing is to change
 * @param answer the answer for the caller once the write is durable
 */
public record KeyChange<O>(@Nullable KeyWrite write, O answer) {

  /** Changes nothing. */
  public static <O> KeyChange<O> none(O answer) {
    return new KeyChange<>(null, answer);
  }

  /** Changes a key and leaves its material alone. */
  public static <O> KeyChange<O> of(Key next, O answer) {
    return new KeyChange<>(new KeyWrite.Update(next, null), answer);
  }
}
