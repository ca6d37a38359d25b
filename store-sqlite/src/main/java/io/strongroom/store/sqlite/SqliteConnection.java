package io.strongroom.store.sqlite;

import io.strongroom.store.sql.Query;
import io.strongroom.store.sql.SqlConnection;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConfig;

/**
 * One connection to the file with the statements that it has prepared. For one thread at a time.
 *
 * <p>The driver is told that it does not commit, so that it leaves transactions alone: they begin
 * and end where this package says so. A statement outside of one is a transaction of its own.
 */
final class SqliteConnection implements SqlConnection, AutoCloseable {

  /** How long a lock that another program holds is waited for. */
  private static final int BUSY_MILLIS = 10_000;

  /** What of the log file is kept for reuse once a checkpoint has emptied it. */
  private static final long JOURNAL_SIZE_LIMIT = 160L << 20;

  private static final int KIB = 1_024;

  private final Connection connection;
  private final Map<String, PreparedStatement> prepared = new HashMap<>();

  private SqliteConnection(Connection connection) {
    this.connection = connection;
  }

  /** Opens the one connection that writes; the file exists. */
  static SqliteConnection writer(Path file, long pageCacheBytes) throws SQLException {
    SqliteConnection writer = open(file, "", new SQLiteConfig());
    try {
      writer.keepPages(pageCacheBytes);
      writer.run("PRAGMA synchronous = FULL");
      writer.run("PRAGMA fullfsync = ON");
      writer.run("PRAGMA checkpoint_fullfsync = ON");
      writer.run("PRAGMA foreign_keys = ON");
      writer.run("PRAGMA cell_size_check = ON");
      writer.run("PRAGMA wal_autocheckpoint = 0");
      writer.run("PRAGMA journal_size_limit = " + JOURNAL_SIZE_LIMIT);
      return writer;
    } catch (SQLException e) {
      writer.closing(e);
      throw e;
    }
  }

  /** Opens a connection that sees what the writer committed and can change nothing. */
  static SqliteConnection reader(Path file, long pageCacheBytes) throws SQLException {
    SQLiteConfig config = new SQLiteConfig();
    config.setReadOnly(true);
    SqliteConnection reader = open(file, "", config);
    try {
      reader.keepPages(pageCacheBytes);
      reader.run("PRAGMA query_only = ON");
      return reader;
    } catch (SQLException e) {
      reader.closing(e);
      throw e;
    }
  }

  /**
   * Opens the file as it lies there: no lock is taken, no log is looked at, and no byte of the
   * directory changes.
   */
  static SqliteConnection frozen(Path file) throws SQLException {
    SQLiteConfig config = new SQLiteConfig();
    config.setReadOnly(true);
    return open(file, "?immutable=1", config);
  }

  /** Opens an empty database of its own, in memory. */
  static SqliteConnection memory() throws SQLException {
    return configured(new SQLiteConfig(), "jdbc:sqlite::memory:");
  }

  private static SqliteConnection open(Path file, String parameters, SQLiteConfig config)
      throws SQLException {
    // A URI with its escapes, so that no character of a path has a meaning of its own.
    String uri = file.toAbsolutePath().toUri().getRawPath();
    return configured(config, "jdbc:sqlite:file://" + uri + parameters);
  }

  private static SqliteConnection configured(SQLiteConfig config, String url) throws SQLException {
    config.setBusyTimeout(BUSY_MILLIS);
    // Else the driver asks for the last row id after each statement, which nobody here wants.
    config.setGetGeneratedKeys(false);
    Connection connection = config.createConnection(url);
    SqliteConnection opened = new SqliteConnection(connection);
    try {
      connection.setAutoCommit(false);
      opened.run("ROLLBACK");
      opened.run("PRAGMA trusted_schema = OFF");
      opened.run("PRAGMA temp_store = MEMORY");
      opened.run("PRAGMA mmap_size = 0");
      return opened;
    } catch (SQLException e) {
      opened.closing(e);
      throw e;
    }
  }

  /** Leaves it to somebody else to flush the log after a commit. */
  void leaveFlushing() throws SQLException {
    run("PRAGMA synchronous = NORMAL");
  }

  private void keepPages(long bytes) throws SQLException {
    run("PRAGMA cache_size = -" + bytes / KIB);
  }

  @Override
  public void run(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  @Override
  public void runScript(String script) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.executeUpdate(script);
    }
  }

  /** Returns the statement for {@code sql}, which stays prepared. */
  @Override
  public PreparedStatement prepare(String sql) throws SQLException {
    PreparedStatement statement = prepared.get(sql);
    if (statement == null) {
      statement = connection.prepareStatement(sql);
      prepared.put(sql, statement);
    }
    return statement;
  }

  @Override
  public <R extends @Nullable Object> R atOneMoment(Query<R> query) throws SQLException {
    run("BEGIN");
    try {
      return query.run(this);
    } finally {
      rollBack();
    }
  }

  /** Forgets all statements: the driver leaves some of them unusable after an error. */
  void forgetStatements() {
    for (PreparedStatement statement : prepared.values()) {
      try {
        statement.close();
      } catch (SQLException e) {
        // It is unusable already, which is why it is thrown away.
      }
    }
    prepared.clear();
  }

  /**
   * Ends the transaction and drops what it did. Some errors have done so already, which the driver
   * answers with an error; if there is another reason, the next transaction cannot begin.
   */
  void rollBack() {
    try {
      run("ROLLBACK");
    } catch (SQLException e) {
      // See above: both cases are told apart by the next BEGIN.
    }
  }

  private void closing(SQLException reason) {
    try {
      close();
    } catch (SQLException e) {
      reason.addSuppressed(e);
    }
  }

  @Override
  public void close() throws SQLException {
    forgetStatements();
    connection.close();
  }
}
