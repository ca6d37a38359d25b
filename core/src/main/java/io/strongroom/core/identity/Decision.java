package io.strongroom.core.identity;

import io.strongroom.iam.directory.DirectoryChange;
import org.jspecify.annotations.Nullable;

/**
 * What an operation on identities decided: what to store, and what to answer once that is durable.
 *
 * @param change what to store, or null for nothing
 * @param answer the answer for the caller
 */
public record Decision<O>(@Nullable DirectoryChange change, O answer) {

  /** Changes nothing. */
  public static <O> Decision<O> none(O answer) {
    return new Decision<>(null, answer);
  }

  /** Stores a change. */
  public static <O> Decision<O> of(DirectoryChange change, O answer) {
    return new Decision<>(change, answer);
  }
}
