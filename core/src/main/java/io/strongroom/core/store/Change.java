package io.strongroom.core.store;

import java.util.List;

/**
 * What a mutating operation decided: what to store, all or nothing, and what to answer then.
 *
 * @param writes the parts of the change; empty when nothing is to change
 * @param answer the answer for the caller once the writes are durable
 */
public record Change<O>(List<SecretWrite> writes, O answer) {

  /** Changes nothing. */
  public static <O> Change<O> none(O answer) {
    return new Change<>(List.of(), answer);
  }

  /** Changes one secret. */
  public static <O> Change<O> of(SecretWrite write, O answer) {
    return new Change<>(List.of(write), answer);
  }
}
