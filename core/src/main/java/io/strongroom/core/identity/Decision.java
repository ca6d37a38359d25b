package io.strongroom.core.identity;

import io.strongroom.core.audit.AuditRecord;
import io.strongroom.iam.directory.DirectoryChange;
import org.jspecify.annotations.Nullable;

/**
 * What an operation on identities decided: what to store, and what to answer once that is durable.
 *
 * @param change what to store, or null for nothing
 * @param answer the answer for the caller
 * @param record what is kept of the call, stored in the same commit; null where nothing is
 */
public record Decision<O>(
    @Nullable DirectoryChange change, O answer, @Nullable AuditRecord record) {

  /** Changes nothing. */
  public static <O> Decision<O> none(O answer) {
    return new Decision<>(null, answer, null);
  }

  /** Stores a change. */
  public static <O> Decision<O> of(DirectoryChange change, O answer) {
    return new Decision<>(change, answer, null);
  }

  /** Returns the decision with the record of its call. */
  public Decision<O> recorded(@Nullable AuditRecord callRecord) {
    return new Decision<>(change, answer, callRecord);
  }
}
