package io.strongroom.store.sqlite;

import io.strongroom.store.sql.HeaderRow;
import io.strongroom.store.sql.SqlConnection;
import io.strongroom.store.sql.StoreHeader;
import io.strongroom.store.sql.StoreOpenException;
import io.strongroom.store.sql.move.MoveSource;
import io.strongroom.store.sql.move.MoveTarget;
import java.nio.file.Path;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** A directory as one end of a move. */
public final class SqliteMove {
  private static final Schema SCHEMA = Schema.current();
  private static final String WAITING = "SELECT count(*) FROM audit";
  private static final String SETTLE = "PRAGMA wal_checkpoint(TRUNCATE)";

  private SqliteMove() {}

  /**
   * Returns the store in a directory as what is moved. It may be served meanwhile.
   *
   * @throws StoreOpenException if there is no store of this format
   */
  public static MoveSource source(Path path) throws StoreOpenException {
    StoreDirectory directory = StoreDirectory.existing(path);
    SqliteConnection reader = null;
    MoveSource ready = null;
    try {
      requireMovable(directory);
      reader =
          SqliteConnection.reader(directory.database(), StoreOptions.defaults().pageCacheBytes());
      StoreHeader header = JournalRecovery.header(directory, reader);
      ready = new Source(directory, reader, header);
      return ready;
    } catch (SQLException e) {
      throw ResultCodes.refusal(path, e);
    } finally {
      if (ready == null) {
        StoreFile.close(reader);
      }
    }
  }

  /**
   * Looks without a trace. A move takes along the columns that its release knows, which have to be
   * all there are.
   */
  private static void requireMovable(StoreDirectory directory)
      throws SQLException, StoreOpenException {
    try (SqliteConnection frozen = SqliteConnection.frozen(directory.database())) {
      if (Schema.formatOf(frozen) == HeaderRow.MOVED_AWAY) {
        return;
      }
      int format = SCHEMA.requireKnown(frozen, directory).format();
      if (format < SCHEMA.format()) {
        throw new StoreOpenException(
            "the store in %s has format %d; serve it once, and it has %d"
                .formatted(directory.path(), format, SCHEMA.format()));
      }
      if (format > SCHEMA.format()) {
        throw new StoreOpenException(
            "the store in %s has format %d; a release of that format moves it, and this one has %d"
                .formatted(directory.path(), format, SCHEMA.format()));
      }
    }
  }

  /**
   * Returns a directory as where a store is moved to: a new or empty one, or one that a move of the
   * same store has begun to fill.
   *
   * @throws StoreOpenException if there is another store, or the directory cannot be written
   */
  public static MoveTarget target(Path path, StoreHeader header) throws StoreOpenException {
    if (!path.resolve(StoreDirectory.DATABASE).toFile().exists()) {
      StoreFile.create(path, header, HeaderRow.ARRIVING);
    }
    StoreDirectory directory = StoreDirectory.existing(path);
    DirectoryLock lock = DirectoryLock.take(directory);
    SqliteConnection writer = null;
    MoveTarget ready = null;
    try {
      writer =
          SqliteConnection.writer(directory.database(), StoreOptions.defaults().pageCacheBytes());
      StoreHeader there = HeaderRow.read(writer);
      boolean arriving = Schema.formatOf(writer) == HeaderRow.ARRIVING;
      if (there == null || !arriving || !there.storeId().equals(header.storeId())) {
        throw new StoreOpenException("there is a store in " + path + " already");
      }
      if (!SCHEMA.areOfThisRelease(writer)) {
        throw new StoreOpenException("a release of another format has begun the move to " + path);
      }
      ready = new Target(lock, writer);
      return ready;
    } catch (SQLException e) {
      throw ResultCodes.refusal(path, e);
    } finally {
      if (ready == null) {
        StoreFile.close(writer);
        StoreFile.close(lock);
      }
    }
  }

  private static final class Source implements MoveSource {
    private final StoreDirectory directory;
    private final SqliteConnection reader;
    private final StoreHeader header;
    private @Nullable DirectoryLock lock;

    Source(StoreDirectory directory, SqliteConnection reader, StoreHeader header) {
      this.directory = directory;
      this.reader = reader;
      this.header = header;
    }

    @Override
    public SqlConnection connection() {
      return reader;
    }

    @Override
    public StoreHeader header() {
      return header;
    }

    @Override
    public boolean takeOver() throws SQLException, StoreOpenException {
      if (lock == null) {
        lock = DirectoryLock.takeIfFree(directory);
      }
      if (lock == null) {
        return false;
      }
      if (reader.number(WAITING) > 0 || !JournalRecovery.unsettled(directory, reader).isEmpty()) {
        throw new StoreOpenException(
            "changes are not in the database or the audit log yet; start and stop the server of "
                + directory.path());
      }
      try (SqliteConnection writer =
          SqliteConnection.writer(directory.database(), StoreOptions.defaults().pageCacheBytes())) {
        writer.run("BEGIN IMMEDIATE");
        HeaderRow.setFormat(writer, HeaderRow.MOVED_AWAY);
        writer.run("COMMIT");
        // The file itself tells it to whoever looks without reading the log.
        writer.run(SETTLE);
      }
      return true;
    }

    @Override
    public void close() {
      StoreFile.close(reader);
      StoreFile.close(lock);
    }
  }

  private record Target(DirectoryLock lock, SqliteConnection writer) implements MoveTarget {
    @Override
    public SqlConnection connection() {
      return writer;
    }

    @Override
    public void begin() throws SQLException {
      writer.run("BEGIN IMMEDIATE");
    }

    @Override
    public void commit() throws SQLException {
      writer.run("COMMIT");
      // Nobody reads meanwhile, so the log may as well be emptied each time.
      writer.run(SETTLE);
    }

    @Override
    public void finish() throws SQLException {
      begin();
      SCHEMA.arrive(writer);
      commit();
    }

    @Override
    public void close() {
      StoreFile.close(writer);
      StoreFile.close(lock);
    }
  }
}
