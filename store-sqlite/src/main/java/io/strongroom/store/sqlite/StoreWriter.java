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
  private final RedoBuffer redo = Journal.buffer();

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

  /**
   * Prepares to write.
   *
   * @param parts outside of a transaction, the journal at the generation that the database tells
   * @param flusher does what the connection was told to leave to somebody else
   */
  StoreWriter(StoreParts parts, LogFlusher flusher) {
    this.connection = parts.connection();
    this.directory = parts.directory();
    this.journal = parts.journal();
    this.outbox = parts.outbox();
    this.unsettled = parts.unsettled();
    this.reserve = parts.reserve();
    this.flusher = flusher;
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
   * Writes a group in the transaction that is open and makes it durable and visible.
   *
   * @return false if there was no space and nothing of the group is stored
   * @throws SQLException if it is not known what is stored
   * @throws IOException the same
   */
  boolean write(List<Pending<?>> group) throws SQLException, IOException {
    try {
      for (Pending<?> pending : group) {
        pending.apply(connection);
      }
      if (isLeftToJournal(group)) {
        appendToJournal();
        group.forEach(Pending::publish);
      } else {
        commit();
        flusher.flush(commits);
        group.forEach(Pending::publish);
        unsettled.clear();
      }
      return true;
    } catch (SQLException e) {
      requireFull(e);
      rollBack();
      return false;
    }
  }

  /** Puts into the buffer what makes the group again, and tells whether that is all it needs. */
  private boolean isLeftToJournal(List<Pending<?>> group) {
    redo.clear();
    boolean left = journaling;
    for (int i = 0; left && i < group.size(); i++) {
      left = group.get(i).redo(redo);
    }
    return left && !redo.hasOverflowed() && (redo.isEmpty() || hasRoomInJournal());
  }

  private boolean hasRoomInJournal() {
    try {
      journal.makeRoom(redo);
      return true;
    } catch (IOException e) {
      Failures.log(System.Logger.Level.WARNING, "there is no space left for the journal: " + e);
      journaling = false;
      return false;
    }
  }

  private void appendToJournal() throws IOException {
    if (redo.isEmpty()) {
      return;
    }
    if (!journal.hasBlocks()) {
      // The file still holds the generation before the last, until that is in the log for good.
      flusher.await(endBefore);
    }
    journal.append(redo);
    behind = true;
    outbox.publish();
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

  /** Undoes the group under way; what the journal keeps of others is made again. */
  private void rollBack() throws SQLException, IOException {
    connection.rollBack();
    connection.forgetStatements();
    outbox.rolledBack();
    open = false;
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
