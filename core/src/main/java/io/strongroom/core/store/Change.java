package io.strongroom.core.store;

import io.strongroom.core.audit.AuditRecord;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a mutating operation decided: what to store, all or nothing, and what to answer then.
 *
 * @param writes the parts of the change; empty when nothing is to change
 * @param answer the answer for the caller once the writes are durable
 * @param record what is kept of the call, stored in the same commit; null where nothing is
 */
public record Change<O>(List<SecretWrite> writes, O answer, @Nullable AuditRecord record) {

  /** Changes several secrets. */
  public Change(List<SecretWrite> writes, O answer) {
    this(writes, answer, null);
  }

  /** Changes nothing. */
  public static <O> Change<O> none(O answer) {
    return new Change<>(List.of(), answer);
  }

  /** Changes one secret. */
  public static <O> Change<O> of(SecretWrite write, O answer) {
    return new Change<>(List.of(write), answer);
  }

  /** Returns the change with the record of its call. */
  public Change<O> recorded(@Nullable AuditRecord callRecord) {
    return new Change<>(writes, answer, callRecord);
  }
}
