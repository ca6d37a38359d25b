package io.strongroom.core.store;

import io.strongroom.core.audit.AuditRecord;
import io.strongroom.core.audit.ServiceEvent;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a mutating operation decided: what to store, all or nothing, and what to answer then.
 *
 * @param writes the parts of the change; empty when nothing is to change
 * @param answer the answer for the caller once the writes are durable
 * @param events what happens to rotations with it, beside the call itself
 * @param records what is kept of the call and the events, stored in the same commit; empty where
 *     nothing is
 */
public record Change<O>(
    List<SecretWrite> writes, O answer, List<ServiceEvent> events, List<AuditRecord> records) {

  /** Changes several secrets. */
  public Change(List<SecretWrite> writes, O answer) {
    this(writes, answer, List.of(), List.of());
  }

  /** Changes nothing. */
  public static <O> Change<O> none(O answer) {
    return new Change<>(List.of(), answer);
  }

  /** Changes one secret. */
  public static <O> Change<O> of(SecretWrite write, O answer) {
    return new Change<>(List.of(write), answer);
  }

  /** Returns the change with something more that happens with it. */
  public Change<O> with(ServiceEvent event) {
    List<ServiceEvent> all = Stream.concat(events.stream(), Stream.of(event)).toList();
    return new Change<>(writes, answer, all, records);
  }

  /** Returns the change with the records of its call and its events. */
  public Change<O> recorded(List<AuditRecord> kept) {
    return new Change<>(writes, answer, events, kept);
  }
}
