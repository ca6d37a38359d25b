package io.strongroom.core.key;

import io.strongroom.core.audit.AuditRecord;
import org.jspecify.annotations.Nullable;

/**
 * What a mutating operation on keys decided.
 *
 * @param write what to store, or null when nothing is to change
 * @param answer the answer for the caller once the write is durable
 * @param record what is kept of the call, stored in the same commit; null where nothing is
 */
public record KeyChange<O>(@Nullable KeyWrite write, O answer, @Nullable AuditRecord record) {

  /** Stores a change, or nothing. */
  public KeyChange(@Nullable KeyWrite write, O answer) {
    this(write, answer, null);
  }

  /** Changes nothing. */
  public static <O> KeyChange<O> none(O answer) {
    return new KeyChange<>(null, answer);
  }

  /** Changes a key and leaves its material alone. */
  public static <O> KeyChange<O> of(Key next, O answer) {
    return new KeyChange<>(new KeyWrite.Update(next, null), answer);
  }

  /** Returns the change with the record of its call. */
  public KeyChange<O> recorded(@Nullable AuditRecord callRecord) {
    return new KeyChange<>(write, answer, callRecord);
  }
}
