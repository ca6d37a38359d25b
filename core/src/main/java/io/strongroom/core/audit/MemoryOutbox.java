package io.strongroom.core.audit;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The reference outbox: in memory, gone at exit. */
public final class MemoryOutbox implements AuditOutbox {
  private final Deque<Waiting> waiting = new ArrayDeque<>();
  private long last;

  /** Adds the record of a change that has just been made; null for one without. */
  public synchronized void add(@Nullable AuditRecord record) {
    if (record != null) {
      waiting.add(new Waiting(++last, record));
    }
  }

  @Override
  public synchronized List<Waiting> waitingRecords(long after, int limit) {
    return waiting.stream().filter(each -> each.number() > after).limit(limit).toList();
  }

  @Override
  public synchronized void forgetRecords(long upTo) {
    waiting.removeIf(each -> each.number() <= upTo);
  }
}
