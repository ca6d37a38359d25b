package io.strongroom.store.sqlite;

import io.strongroom.store.sql.Failures;
import io.strongroom.store.sql.Pending;
import io.strongroom.store.sql.RedoBuffer;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes groups durable by the journal, at once or on a thread beside the committer, and then
 * visible in the order in which they came. For the committer alone.
 */
final class GroupJournal {
  private final Journal journal;
  private final FileOutbox outbox;
  private final JournalThread thread;
  private final StoreWriter.Callers callers;

  /** One is filled while the other is written. */
  private RedoBuffer redo = Journal.buffer();

  private RedoBuffer spare = Journal.buffer();

  /** Writes to {@code journal} by {@code thread}, and lets {@code callers} go on. */
  GroupJournal(
      Journal journal, FileOutbox outbox, JournalThread thread, StoreWriter.Callers callers) {
    this.journal = journal;
    this.outbox = outbox;
    this.thread = thread;
    this.callers = callers;
  }

  /** Puts into the buffer what makes a group again, and tells whether that is all it needs. */
  boolean fill(List<Pending<?>> group) {
    redo.clear();
    boolean all = true;
    for (int i = 0; all && i < group.size(); i++) {
      all = group.get(i).redo(redo);
    }
    return all && !redo.hasOverflowed();
  }

  /** Tells whether the group in the buffer has changed nothing. */
  boolean isEmpty() {
    return redo.isEmpty();
  }

  /** Returns the place of what is in the buffer, or null if there is no space for it. */
  Journal.@Nullable Block place() {
    try {
      return journal.place(redo);
    } catch (IOException e) {
      Failures.log(System.Logger.Level.WARNING, "there is no space left for the journal: " + e);
      return null;
    }
  }

  /** Tells whether a group that was handed on is not durable yet. */
  boolean isBusy() {
    return thread.isBusy();
  }

  /** Waits until all groups that were handed on are durable and visible. */
  void drain() throws IOException {
    thread.drain();
  }

  /** Makes a group durable and visible at once. */
  void write(Journal.Block block, List<Pending<?>> group) throws IOException {
    thread.drain();
    journal.write(block);
    outbox.publishing().run();
    group.forEach(Pending::publish);
  }

  /** Has a group made durable and visible beside the committer, and its callers let go on. */
  void handOn(Journal.Block block, List<Pending<?>> group) throws IOException {
    thread.hand(new Handed(block, List.copyOf(group), outbox.publishing()));
    RedoBuffer filled = redo;
    redo = spare;
    spare = filled;
  }

  private final class Handed implements JournalThread.Work {
    private final Journal.Block block;
    private final List<Pending<?>> group;
    private final Runnable records;

    Handed(Journal.Block block, List<Pending<?>> group, Runnable records) {
      this.block = block;
      this.group = group;
      this.records = records;
    }

    @Override
    public void run() throws IOException {
      journal.write(block);
      records.run();
      group.forEach(Pending::publish);
      callers.release(group);
    }

    @Override
    public void fail(Throwable cause) {
      group.forEach(pending -> pending.fail(() -> Failures.internal(cause)));
    }
  }
}
