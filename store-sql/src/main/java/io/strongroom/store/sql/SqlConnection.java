package io.strongroom.store.sql;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** A connection to a database, for one thread at a time. */
public interface SqlConnection {

  /** Returns the statement for {@code sql}; who gets it need not close it. */
  PreparedStatement prepare(String sql) throws SQLException;

  /** Runs one statement and drops what it answers. */
  void run(String sql) throws SQLException;

  /** Runs a whole script. */
  void runScript(String script) throws SQLException;

  /** Runs {@code query} so that all its statements see the database as it was at one moment. */
  <R extends @Nullable Object> R atOneMoment(Query<R> query) throws SQLException;

  /** Returns the whole number that {@code sql} answers in its first row and column, or 0. */
  default long number(String sql) throws SQLException {
    try (ResultSet row = prepare(sql).executeQuery()) {
      return row.next() ? row.getLong(1) : 0;
    }
  }
}
