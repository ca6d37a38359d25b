package io.strongroom.store.sqlite;

import io.strongroom.store.sql.Failures;
import io.strongroom.store.sql.FormatChange;
import io.strongroom.store.sql.FunctionCodes;
import io.strongroom.store.sql.GroupTask;
import io.strongroom.store.sql.Memory;
import io.strongroom.store.sql.SqlStore;
import io.strongroom.store.sql.StoreFormat;
import io.strongroom.store.sql.StoreHeader;
import io.strongroom.store.sql.StoreOpenException;
import io.strongroom.store.sql.Unsettled;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A store in one directory, in the SQLite file {@code strongroom.db}. Commits of many callers share
 * a flush and return after it.
 */
public final class SqliteStore extends SqlStore {
  /** The greatest number of an envelope that there is. */
  private static final String LAST_NUMBER = "SELECT coalesce(max(number), 0) FROM version";

  private final StoreFile file;
  private final ReadPool readers;
  private final GroupCommit commits;
  private final Journal journal;
  private final AtomicLong numbers;
  private final AtomicBoolean closed = new AtomicBoolean();

  private SqliteStore(
      StoreFile file,
      ReadPool readers,
      GroupCommit commits,
      Memory memory,
      StoreParts parts,
      long lastNumber) {
    super(readers, commits, memory, parts.outbox(), file.format());
    this.file = file;
    this.journal = parts.journal();
    this.readers = readers;
    this.commits = commits;
    this.numbers = new AtomicLong(lastNumber);
  }

  /**
   * Makes an empty store and leaves it closed. The directory is made with mode 0700, or is empty
   * and has that mode; its parent exists. All of it is durable, or nothing is there that {@link
   * #open} would take for a store.
   *
   * @throws StoreOpenException if there is something already, others may look into the directory,
   *     or it cannot be written
   */
  public static void create(Path directory, StoreHeader header) throws StoreOpenException {
    StoreFile.create(directory, header);
  }

  /**
   * Reads the header of a store, which tells whether a root key is the right one. No byte of the
   * directory changes and no file comes into being, so a wrong key leaves everything as it was
   * (requirements KEY-2 and PRM-9).
   *
   * @throws StoreOpenException if there is no store, others may look into it, it serves only newer
   *     releases, or it is damaged
   */
  public static StoreHeader readHeader(Path directory) throws StoreOpenException {
    return StoreFile.readHeader(directory);
  }

  /**
   * Reads what a store says of its format, as {@link #readHeader} does.
   *
   * @throws StoreOpenException as {@link #readHeader}
   */
  public static StoreFormat readFormat(Path directory) throws StoreOpenException {
    return StoreFile.readFormat(directory);
  }

  /**
   * Ends the time in which releases of the format before may serve a store, which is not open.
   *
   * @throws StoreOpenException as {@link #readHeader}, if the store is in use, or if it is of
   *     another format than this release
   */
  public static FormatChange finalise(Path directory) throws StoreOpenException {
    return StoreFile.finalise(directory);
  }

  /**
   * Opens a store, recovers what a crash left, and brings an older format to the current one. A
   * newer format that still serves this release is left as it is.
   *
   * @param onPoisoned run once, on a thread of its own, when an error of the disk or the database
   *     has left it unknown what is stored; every call fails from then on, and the process is to
   *     end and to open the store anew (requirement PRM-7)
   * @throws StoreOpenException as {@link #readHeader}, or if the store is in use or cannot be
   *     written
   */
  public static SqliteStore open(Path directory, StoreOptions options, Runnable onPoisoned)
      throws StoreOpenException {
    StoreFile file = StoreFile.open(directory, options.pageCacheBytes());
    SqliteConnection writer = file.writer();
    SqliteConnection mover = null;
    Journal journal = null;
    ReadPool readers = null;
    boolean opened = false;
    try {
      FileOutbox outbox = FileOutbox.of(writer);
      journal = JournalRecovery.recover(file.directory(), writer, outbox);
      sweep(writer);
      mover = file.openMover();
      Unsettled unsettled = new Unsettled();
      Memory memory = Memory.load(writer, options.caches(), unsettled);
      long lastNumber = writer.number(LAST_NUMBER);
      StoreParts parts =
          new StoreParts(writer, file.directory(), journal, outbox, unsettled, file.reserve());
      readers = ReadPool.open(file.database(), options.readers());
      writer.leaveFlushing();
      GroupCommit commits = GroupCommit.start(parts, mover, onPoisoned);
      opened = true;
      return new SqliteStore(file, readers, commits, memory, parts, lastNumber);
    } catch (SQLException e) {
      throw ResultCodes.refusal(directory, e);
    } catch (IOException e) {
      throw new StoreOpenException("the log of the store in " + directory + " cannot be read", e);
    } finally {
      if (!opened) {
        StoreFile.close(readers);
        StoreFile.close(journal);
        StoreFile.close(mover);
        file.close();
      }
    }
  }

  /** Forgets all code that no function names, while nobody is uploading any. */
  private static void sweep(SqliteConnection writer) throws SQLException {
    writer.run("BEGIN IMMEDIATE");
    FunctionCodes.sweep(writer);
    writer.run("COMMIT");
  }

  @Override
  public long nextNumber() {
    return numbers.incrementAndGet();
  }

  /** Runs {@code task} as a commit of its own kind: a way in for tests. */
  <R> R commit(GroupTask<R> task) {
    return commits.commit(task);
  }

  /** Returns how many callers wait for the committer, besides those in the group under way. */
  int waiting() {
    return commits.waiting();
  }

  @Override
  public void close() {
    if (closed.getAndSet(true)) {
      return;
    }
    commits.close();
    // The last connection to close would flush, which is not tried again after a failure.
    boolean settled = !commits.isPoisoned() && file.settle();
    if (!settled) {
      file.closeWriter();
    }
    try {
      readers.close();
    } catch (SQLException e) {
      Failures.log(System.Logger.Level.WARNING, "a reading connection did not close", e);
    }
    StoreFile.close(journal);
    if (settled) {
      file.deleteJournal();
    }
    file.close();
  }
}
