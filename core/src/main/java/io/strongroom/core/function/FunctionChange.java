package io.strongroom.core.function;

import io.strongroom.core.audit.AuditRecord;
import org.jspecify.annotations.Nullable;

/**
 * What a mutating operation on functions decided.
 *
 * @param write what to store, or null when nothing is to change
 * @param code code that is to be in the store first, or null for none
 * @param answer the answer for the caller once the write is durable
 * @param record what is kept of the call, stored in the same commit; null where nothing is
 */
public record FunctionChange<O>(
    @Nullable FunctionWrite write,
    @Nullable CodeFile code,
    O answer,
    @Nullable AuditRecord record) {

  /** Changes nothing. */
  public static <O> FunctionChange<O> none(O answer) {
    return new FunctionChange<>(null, null, answer, null);
  }

  /** Stores a change that brings no code. */
  public static <O> FunctionChange<O> of(FunctionWrite write, O answer) {
    return new FunctionChange<>(write, null, answer, null);
  }

  /** Returns the change with code that it needs; null for none. */
  public FunctionChange<O> with(@Nullable CodeFile file) {
    return new FunctionChange<>(write, file, answer, record);
  }

  /** Returns the change with the record of its call. */
  public FunctionChange<O> recorded(@Nullable AuditRecord callRecord) {
    return new FunctionChange<>(write, code, answer, callRecord);
  }
}
