package io.strongroom.store.sqlite;

import io.strongroom.store.sql.Failures;
import io.strongroom.store.sql.Pending;
import io.strongroom.store.sql.Redo;
import io.strongroom.store.sql.RedoBuffer;
import io.strongroom.store.sql.Unsettled;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes groups of changes, for the committer alone. They share one transaction of the database
 * that stays open; what makes a group durable is its block in the {@link Journal}. The transaction
 * is committed ({@link #settle}) when the journal is full, when nobody writes, and when somebody
 * wants to query the tables. So a page of the database that many groups change is written once, and
 * the log of the database is flushed beside the work.
 *
 * <p>A group that holds anything else than changes of secrets is committed and flushed at once, and
 * so is every group while the disk is nearly full.
 */
final class StoreWriter {

  /** What must be free before a transaction stays open: what it may need when it is committed. */
  private static final long FREE_BEFORE = 64L << 20;

  private final SqliteConnection connection;
  private final StoreDirectory directory;
  private final Journal journal;
  private final LogFlusher flusher;
  private final FileOutbox outbox;
  private final Unsettled unsettled;
  private final Reserve reserve;
  private final JournalThread thread;

  /** One is filled while the other is written. */
  private RedoBuffer redo = Journal.buffer();

  private RedoBuffer spare = Journal.buffer();

  /** Whether a transaction is open. */
  private boolean open;

  /** Whether the groups of this transaction may be left to the journal. */
  private boolean journaling;

  /** Counts commits; the last two that ended a generation. */
  private long commits;

  private long lastEnd;
  private long endBefore;

  /** Whether readers of the database miss something. Written by the committer alone. */
  private volatile boolean behind;

  /** Those whose tasks make up the groups. */
  interface Callers {
    /** Adds tasks that have come meanwhile, as many as a group can have. */
    void join(List<Pending<?>> group);

    /**
     * Tells, once a group is applied, whether it is to be made durable at once and not beside the
     * next one.
     */
    boolean areAlone(List<Pending<?>> group);

    /** Lets the callers of a group go on that was handed on. */
    void release(List<Pending<?>> group);
  }

  /** What became of a group. */
  enum Written {
    /** There was no space, and nothing of it is stored. */
    NO_SPACE,

    /** It is durable and visible, and its callers are to be let go on. */
    DONE,

    /** It is made durable and visible by another thread, which lets its callers go on. */
    HANDED_ON
  }

  /**
   * Prepares to write.
   *
   * @param parts outside of a transaction, the journal at the generation that the database tells
   * @param flusher does what the connection was told to leave to somebody else
   * @param thread writes to the journal beside the committer
   */
  StoreWriter(StoreParts parts, LogFlusher flusher, JournalThread thread) {
    this.connection = parts.connection();
    this.directory = parts.directory();
    this.journal = parts.journal();
    this.outbox = parts.outbox();
    this.unsettled = parts.unsettled();
    this.reserve = parts.reserve();
    this.flusher = flusher;
    this.thread = thread;
  }

  /** Tells whether readers of the database miss something that was acknowledged. */
  boolean isBehind() {
    return behind;
  }

  /** Tells whether a transaction is open. */
  boolean isOpen() {
    return open;
  }

  /** Tells whether the transaction has become so large that it is to be committed. */
  boolean isFull() {
    return journal.isFull();
  }

  /**
   * Begins a transaction unless one is open.
   *
   * @throws SQLException also if another program keeps the lock for long
   */
  void begin() throws SQLException {
    if (!open) {
      connection.run("BEGIN IMMEDIATE");
      open = true;
      journaling = reserve.isHeld() && hasSpace();
    }
  }

  private boolean hasSpace() {
    try {
      return directory.usableSpace() >= FREE_BEFORE;
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * Writes a group in the transaction that is open.
   *
   * @param group those who come while the group before is made durable are added
   * @throws SQLException if it is not known what is stored
   * @throws IOException the same
   */
  Written write(List<Pending<?>> group, Callers callers) throws SQLException, IOException {
    try {
      apply(group, callers);
      if (!isLeftToJournal(group)) {
        return commitAtOnce(group);
      }
      if (redo.isEmpty()) {
        return publish(group);
      }
      Journal.Block block = place();
      return block == null ? commitAtOnce(group) : append(block, group, callers);
    } catch (SQLException e) {
      requireFull(e);
      rollBack();
      return Written.NO_SPACE;
    }
  }

  /** A group grows while it could not be written yet: the fewer flushes, the less all wait. */
  private void apply(List<Pending<?>> group, Callers callers) throws SQLException {
    int applied = 0;
    while (applied < group.size()) {
      for (; applied < group.size(); applied++) {
        group.get(applied).apply(connection);
      }
      if (journaling && reserve.isHeld() && thread.isBusy()) {
        callers.join(group);
      }
    }
  }

  /** Puts into the buffer what makes the group again, and tells whether that is all it needs. */
  private boolean isLeftToJournal(List<Pending<?>> group) {
    redo.clear();
    boolean left = journaling;
    for (int i = 0; left && i < group.size(); i++) {
      left = group.get(i).redo(redo);
    }
    return left && !redo.hasOverflowed();
  }

  private Written commitAtOnce(List<Pending<?>> group) throws SQLException, IOException {
    thread.drain();
    commit();
    flusher.flush(commits);
    group.forEach(Pending::publish);
    unsettled.clear();
    return Written.DONE;
  }

  /** Nothing was stored; but what made a caller miss is visible before it tries again. */
  private Written publish(List<Pending<?>> group) throws IOException {
    thread.drain();
    group.forEach(Pending::publish);
    return Written.DONE;
  }

  /** Returns the place of the block that is in the buffer, or null if there is no space for it. */
  private Journal.@Nullable Block place() throws IOException {
    if (!journal.hasBlocks()) {
      // The file still holds the generation before the last, until that is in the log for good.
      flusher.await(endBefore);
    }
    try {
      return journal.place(redo);
    } catch (IOException e) {
      Failures.log(System.Logger.Level.WARNING, "there is no space left for the journal: " + e);
      journaling = false;
      return null;
    }
  }

  private Written append(Journal.Block block, List<Pending<?>> group, Callers callers)
      throws IOException {
    behind = true;
    if (callers.areAlone(group)) {
      thread.drain();
      journal.write(block);
      outbox.publishing().run();
      group.forEach(Pending::publish);
      return Written.DONE;
    }
    thread.hand(new HandedOn(block, List.copyOf(group), outbox.publishing(), callers));
    RedoBuffer filled = redo;
    redo = spare;
    spare = filled;
    return Written.HANDED_ON;
  }

  /** A group that becomes durable and visible on another thread. */
  private final class HandedOn implements JournalThread.Work {
    private final Journal.Block block;
    private final List<Pending<?>> group;
    private final Runnable records;
    private final Callers callers;

    HandedOn(Journal.Block block, List<Pending<?>> group, Runnable records, Callers callers) {
      this.block = block;
      this.group = group;
      this.records = records;
      this.callers = callers;
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

  /**
   * Commits what is open, so that readers of the database see it. The journal keeps it until the
   * log is flushed, which nobody waits for.
   *
   * @throws SQLException if it is not known what is stored; without space the reserve is used
   * @throws IOException the same
   */
  void settle() throws SQLException, IOException {
    if (!open) {
      return;
    }
    thread.drain();
    try {
      commit();
    } catch (SQLException e) {
      requireFull(e);
      boolean _ = reserve.giveUp();
      rollBack();
      commit();
    }
    flusher.flushSoon(commits);
    unsettled.clear();
  }

  /** Ends the transaction, and with it the generation if that has any blocks. */
  private void commit() throws SQLException {
    outbox.settle(connection);
    boolean ends = journal.hasBlocks();
    if (ends) {
      JournalRow.setGeneration(connection, journal.generation() + 1);
    }
    connection.run("COMMIT");
    open = false;
    commits++;
    if (ends) {
      endBefore = lastEnd;
      lastEnd = commits;
      journal.begin(journal.generation() + 1);
    }
    outbox.settled();
    behind = false;
  }

  private static void requireFull(SQLException e) throws SQLException {
    if (!ResultCodes.isFull(e)) {
      throw e;
    }
    Failures.log(System.Logger.Level.ERROR, "there is no space left for the database", e);
  }

  /** Undoes the group under way; what others have changed is made again from the journal. */
  private void rollBack() throws SQLException, IOException {
    connection.rollBack();
    connection.forgetStatements();
    outbox.rolledBack();
    open = false;
    thread.drain();
    if (journal.hasBlocks()) {
      begin();
      try {
        for (ByteBuffer block : journal.read(journal.generation())) {
          Redo.replay(block, connection, _ -> {});
        }
      } catch (Journal.DamagedException | IllegalArgumentException e) {
        throw new IOException("the journal does not give back what it was given", e);
      }
    }
  }
}
