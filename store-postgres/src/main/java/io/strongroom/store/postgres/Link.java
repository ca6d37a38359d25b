package io.strongroom.store.postgres;

import io.strongroom.store.sql.Failures;
import io.strongroom.store.sql.Query;
import io.strongroom.store.sql.SqlConnection;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One connection to the database with the statements that it has prepared. For one thread at a
 * time. Transactions begin and end where this package says so.
 */
final class Link implements SqlConnection, AutoCloseable {
  private final Connection connection;
  private final long view;
  private final Planted planted;
  private final Map<String, PreparedStatement> prepared = new HashMap<>();

  /** Takes over a connection of a view; see {@link Primary}. */
  Link(Connection connection, long view, Planted planted) {
    this.connection = connection;
    this.view = view;
    this.planted = planted;
  }

  /** Returns the number of the view of the database that this belongs to. */
  long view() {
    return view;
  }

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
  public void run(String sql) throws SQLException {
    prepare(sql).execute();
  }

  @Override
  public void runScript(String script) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(script);
    }
  }

  @Override
  public <R extends @Nullable Object> R atOneMoment(Query<R> query) throws SQLException {
    run("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
    try {
      return query.run(this);
    } finally {
      run("ROLLBACK");
    }
  }

  /**
   * Commits the transaction under way. A warning means that the commit is here but perhaps nowhere
   * else: the wait for the standby was cut short (requirement DBA-5).
   *
   * @throws SQLException if it is not known whether anything was committed
   */
  void commit() throws SQLException {
    connection.clearWarnings();
    PreparedStatement commit = prepare("COMMIT");
    commit.clearWarnings();
    commit.execute();
    if (!planted.ignoresWarnings()) {
      requireNone(commit.getWarnings());
      requireNone(connection.getWarnings());
    }
  }

  private static void requireNone(@Nullable SQLWarning warning) throws SQLException {
    if (warning != null) {
      throw new SQLException("a commit was answered with a warning", warning.getSQLState());
    }
  }

  /** Ends the connection, whatever state it is in. */
  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      Failures.log(System.Logger.Level.DEBUG, "a connection did not close", e);
    }
  }
}
