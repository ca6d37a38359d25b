package io.strongroom.store.sqlite;

import io.strongroom.store.sql.Failures;
import io.strongroom.store.sql.FormatChange;
import io.strongroom.store.sql.HeaderRow;
import io.strongroom.store.sql.StoreFormat;
import io.strongroom.store.sql.StoreHeader;
import io.strongroom.store.sql.StoreOpenException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** The file of one store, locked and ready to be written, and how it comes into being. */
final class StoreFile {

  /** The name of the file until it is whole, so that nothing half made is taken for a store. */
  private static final String UNFINISHED = "strongroom.db.unfinished";

  private static final long SMALL_PAGE_CACHE_BYTES = 1 << 20;
  private static final Schema SCHEMA = Schema.current();

  private final StoreDirectory directory;
  private final DirectoryLock lock;
  private final SqliteConnection writer;
  private final StoreFormat format;

  private StoreFile(
      StoreDirectory directory, DirectoryLock lock, SqliteConnection writer, StoreFormat format) {
    this.directory = directory;
    this.lock = lock;
    this.writer = writer;
    this.format = format;
  }

  /** Makes an empty store; see {@link SqliteStore#create}. */
  static void create(Path path, StoreHeader header) throws StoreOpenException {
    create(path, header, SCHEMA.format());
  }

  /** Makes an empty store whose header tells another format. */
  static void create(Path path, StoreHeader header, int format) throws StoreOpenException {
    StoreDirectory directory = StoreDirectory.create(path);
    Path unfinished = path.resolve(UNFINISHED);
    try {
      Files.createFile(unfinished, directory.fileMode());
      try (SqliteConnection connection =
          SqliteConnection.writer(unfinished, SMALL_PAGE_CACHE_BYTES)) {
        connection.run("PRAGMA journal_mode = WAL");
        SCHEMA.create(connection, header, format);
        // The header must be in the file itself, where it is read without the log.
        connection.run("PRAGMA wal_checkpoint(TRUNCATE)");
      }
      Files.move(unfinished, directory.database(), StandardCopyOption.ATOMIC_MOVE);
      directory.flush();
    } catch (SQLException e) {
      throw ResultCodes.refusal(path, e);
    } catch (IOException e) {
      throw new StoreOpenException("the directory " + path + " cannot be written", e);
    }
  }

  /** Reads the header without a trace; see {@link SqliteStore#readHeader}. */
  static StoreHeader readHeader(Path path) throws StoreOpenException {
    StoreDirectory directory = StoreDirectory.existing(path);
    try (SqliteConnection connection = SqliteConnection.frozen(directory.database())) {
      SCHEMA.requireKnown(connection, directory);
      StoreHeader header = HeaderRow.read(connection);
      if (header == null) {
        throw new StoreOpenException("the store in " + path + " is damaged: its header is broken");
      }
      return header;
    } catch (SQLException e) {
      throw ResultCodes.refusal(path, e);
    }
  }

  /** Locks a store, opens its file for writing, and brings it to the current format. */
  static StoreFile open(Path path, long pageCacheBytes) throws StoreOpenException {
    // Refuses a newer format before the lock or the recovery of the log writes anything.
    var _ = readHeader(path);
    StoreDirectory directory = StoreDirectory.existing(path);
    DirectoryLock lock = DirectoryLock.take(directory);
    SqliteConnection writer = null;
    StoreFile ready = null;
    try {
      writer = SqliteConnection.writer(directory.database(), pageCacheBytes);
      writer.run("PRAGMA journal_mode = WAL");
      StoreFormat format = SCHEMA.migrate(writer, SCHEMA.requireKnown(writer, directory));
      ready = new StoreFile(directory, lock, writer, format);
      return ready;
    } catch (SQLException e) {
      throw ResultCodes.refusal(path, e);
    } finally {
      if (ready == null) {
        close(writer);
        close(lock);
      }
    }
  }

  /** Reads the format without a trace; see {@link SqliteStore#readFormat}. */
  static StoreFormat readFormat(Path path) throws StoreOpenException {
    StoreDirectory directory = StoreDirectory.existing(path);
    try (SqliteConnection connection = SqliteConnection.frozen(directory.database())) {
      return SCHEMA.requireKnown(connection, directory);
    } catch (SQLException e) {
      throw ResultCodes.refusal(path, e);
    }
  }

  /** Ends the time of older releases; see {@link SqliteStore#finalise}. */
  static FormatChange finalise(Path path) throws StoreOpenException {
    StoreDirectory directory = StoreDirectory.existing(path);
    // Refuses another format before the lock or the recovery of the log writes anything.
    SCHEMA.requireOwn(readFormat(path), directory);
    try (var _ = DirectoryLock.take(directory);
        SqliteConnection writer =
            SqliteConnection.writer(directory.database(), SMALL_PAGE_CACHE_BYTES)) {
      StoreFormat before = SCHEMA.requireKnown(writer, directory);
      return new FormatChange(before, SCHEMA.finalise(writer, before));
    } catch (SQLException e) {
      throw ResultCodes.refusal(path, e);
    } catch (IOException e) {
      throw new StoreOpenException("the directory " + path + " cannot be written", e);
    }
  }

  Path database() {
    return directory.database();
  }

  /** Returns the space that is kept back, taken as far as there is enough. */
  Reserve reserve() {
    Reserve reserve = Reserve.of(directory);
    if (!reserve.hold()) {
      Failures.log(
          System.Logger.Level.WARNING, "the disk is nearly full: only deletions are stored");
    }
    return reserve;
  }

  SqliteConnection writer() {
    return writer;
  }

  StoreDirectory directory() {
    return directory;
  }

  /** Returns what the store says of its format, now that it is open. */
  StoreFormat format() {
    return format;
  }

  /** Opens a second connection that can write, which moves pages from the log into the file. */
  SqliteConnection openMover() throws SQLException {
    return SqliteConnection.writer(directory.database(), SMALL_PAGE_CACHE_BYTES);
  }

  /**
   * Moves everything from the log into the file.
   *
   * @return whether that worked; if not, the log holds it, and the next start recovers it
   */
  boolean settle() {
    try {
      writer.run("PRAGMA wal_checkpoint(TRUNCATE)");
      return true;
    } catch (SQLException e) {
      Failures.log(System.Logger.Level.WARNING, "the log was left for the next start", e);
      return false;
    }
  }

  /** Forgets the journal once everything is in the file and flushed. */
  void deleteJournal() {
    try {
      directory.deleteJournal();
    } catch (IOException e) {
      Failures.log(System.Logger.Level.WARNING, "the journal was left, and is empty: " + e);
    }
  }

  /** Closes the file and keeps the lock. May be called more than once. */
  void closeWriter() {
    close(writer);
  }

  /** Closes the file and gives the directory free. */
  void close() {
    closeWriter();
    close(lock);
  }

  /** Closes what there is, and complains only in the log. */
  static void close(@Nullable AutoCloseable closeable) {
    try {
      if (closeable != null) {
        closeable.close();
      }
    } catch (Exception e) {
      Failures.log(System.Logger.Level.WARNING, "a file of the store did not close", e);
    }
  }
}
