package io.strongroom.store.sqlite;

import io.strongroom.store.sql.SqlConnection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/** The one row of the table {@code journal}: the first generation that the tables do not hold. */
final class JournalRow {
  private static final String GENERATION = "SELECT generation FROM journal";
  private static final String SET_GENERATION = "UPDATE journal SET generation = ?";

  private JournalRow() {}

  static long generation(SqlConnection connection) throws SQLException {
    return connection.number(GENERATION);
  }

  static void setGeneration(SqlConnection connection, long next) throws SQLException {
    PreparedStatement update = connection.prepare(SET_GENERATION);
    update.setLong(1, next);
    update.executeUpdate();
  }
}
