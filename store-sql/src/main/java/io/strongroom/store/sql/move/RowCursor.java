package io.strongroom.store.sql.move;

import io.strongroom.store.sql.SqlConnection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** The rows of one table in the order of their keys, read by pages. */
final class RowCursor {
  private final SqlConnection connection;
  private final Table table;
  private final Deque<Row> page = new ArrayDeque<>();
  private @Nullable Row last;
  private boolean ended;

  RowCursor(SqlConnection connection, Table table) {
    this.connection = connection;
    this.table = table;
  }

  private int count() {
    return table.stays() ? table.keyLength() : table.columns().size();
  }

  /** Returns the next row and leaves it there, or null at the end. */
  @Nullable Row peek() throws SQLException {
    if (page.isEmpty() && !ended) {
      load();
    }
    return page.peek();
  }

  /** Goes on behind the row that was looked at. */
  void skip() {
    page.poll();
  }

  private void load() throws SQLException {
    Row after = last;
    PreparedStatement select = connection.prepare(table.select(after == null, !table.stays()));
    if (after != null) {
      after.bind(select, table.keyLength());
    }
    try (ResultSet row = select.executeQuery()) {
      while (row.next()) {
        last = Row.read(table, row, count());
        page.add(last);
      }
    }
    ended = page.size() < Table.PAGE;
  }

  /** Reads the whole row of a key, or null if it is gone. */
  static @Nullable Row whole(SqlConnection connection, Row key) throws SQLException {
    Table table = key.table();
    PreparedStatement select = connection.prepare(table.find());
    key.bind(select, table.keyLength());
    try (ResultSet row = select.executeQuery()) {
      return row.next() ? Row.read(table, row, table.columns().size()) : null;
    }
  }
}
