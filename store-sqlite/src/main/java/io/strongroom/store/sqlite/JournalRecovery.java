package io.strongroom.store.sqlite;

import io.strongroom.store.sql.HeaderRow;
import io.strongroom.store.sql.Redo;
import io.strongroom.store.sql.StoreHeader;
import io.strongroom.store.sql.StoreOpenException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Brings the database up to date with the journal before anything else is done with a store. */
final class JournalRecovery {
  private JournalRecovery() {}

  /**
   * Opens the journal of a store and makes what only it holds again, in one transaction that is
   * flushed. The journal is left at a new generation, which makes everything in its files old.
   *
   * @throws StoreOpenException if the journal cannot be read or is damaged
   */
  static Journal recover(StoreDirectory directory, SqliteConnection writer, FileOutbox outbox)
      throws SQLException, StoreOpenException {
    Journal journal = null;
    boolean recovered = false;
    try {
      journal = Journal.open(directory, header(directory, writer).storeId());
      writer.run("BEGIN IMMEDIATE");
      long generation = JournalRow.generation(writer);
      List<ByteBuffer> blocks = unsettled(journal, generation);
      for (ByteBuffer block : blocks) {
        Redo.replay(block, writer, outbox::add);
      }
      long records = outbox.settle(writer);
      // Of the two that were read, neither may be taken for what comes next.
      long next = generation + 2;
      JournalRow.setGeneration(writer, next);
      writer.run("COMMIT");
      outbox.settled(records);
      journal.begin(next);
      recovered = true;
      return journal;
    } catch (Journal.DamagedException | IllegalArgumentException e) {
      throw damaged(directory, e);
    } catch (IOException e) {
      throw new StoreOpenException(
          "the journal of the store in " + directory.path() + " cannot be read and written", e);
    } finally {
      if (!recovered) {
        StoreFile.close(journal);
      }
    }
  }

  /** Returns the blocks of the generation that the database has not, and of the one behind it. */
  private static List<ByteBuffer> unsettled(Journal journal, long generation)
      throws IOException, Journal.DamagedException {
    List<ByteBuffer> blocks = new ArrayList<>(journal.read(generation));
    List<ByteBuffer> behind = journal.read(generation + 1);
    if (blocks.isEmpty() && !behind.isEmpty()) {
      throw new Journal.DamagedException();
    }
    blocks.addAll(behind);
    return blocks;
  }

  /**
   * Makes blocks again in the transaction under way, without their records of the audit log.
   *
   * @throws StoreOpenException if they do not follow what is stored
   */
  static void replay(StoreDirectory directory, SqliteConnection connection, List<ByteBuffer> blocks)
      throws SQLException, StoreOpenException {
    try {
      for (ByteBuffer block : blocks) {
        Redo.replay(block, connection, _ -> {});
      }
    } catch (IllegalArgumentException e) {
      throw damaged(directory, e);
    }
  }

  /**
   * Returns what only the journal of a store that is not open holds.
   *
   * @throws StoreOpenException if the journal cannot be read or is damaged
   */
  static List<ByteBuffer> unsettled(StoreDirectory directory, SqliteConnection connection)
      throws SQLException, StoreOpenException {
    StoreHeader header = HeaderRow.read(connection);
    if (header == null || !directory.hasJournal()) {
      return List.of();
    }
    try (Journal journal = Journal.open(directory, header.storeId())) {
      return unsettled(journal, JournalRow.generation(connection));
    } catch (Journal.DamagedException e) {
      throw damaged(directory, e);
    } catch (IOException e) {
      throw new StoreOpenException(
          "the journal of the store in " + directory.path() + " cannot be read", e);
    }
  }

  private static StoreOpenException damaged(StoreDirectory directory, Exception e) {
    return new StoreOpenException(
        "the store in " + directory.path() + " is damaged: " + e.getMessage(), e);
  }

  /** Returns the header, which a store has that can be opened. */
  static StoreHeader header(StoreDirectory directory, SqliteConnection connection)
      throws SQLException, StoreOpenException {
    StoreHeader header = HeaderRow.read(connection);
    if (header == null) {
      throw new StoreOpenException("the store in " + directory.path() + " has no header");
    }
    return header;
  }
}
