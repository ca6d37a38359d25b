package io.strongroom.store.sql.move;

import io.strongroom.store.sql.move.Table.Column;
import java.nio.charset.StandardCharsets;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A row, or its key alone.
 *
 * @param values one for each column: text, a number or bytes, or null
 */
@SuppressWarnings("ArrayRecordComponent") // compared by the methods below
record Row(Table table, @Nullable Object[] values) {

  /** Reads the row that a result is at. */
  static Row read(Table table, ResultSet row, int count) throws SQLException {
    @Nullable Object[] values = new @Nullable Object[count];
    for (int i = 0; i < count; i++) {
      values[i] = value(table.columns().get(i), row, i + 1);
    }
    return new Row(table, values);
  }

  private static @Nullable Object value(Column column, ResultSet row, int index)
      throws SQLException {
    return switch (column.type()) {
      case TEXT -> row.getString(index);
      case BYTES -> row.getBytes(index);
      case NUMBER -> {
        long number = row.getLong(index);
        yield row.wasNull() ? null : number;
      }
    };
  }

  /** Binds the first columns. */
  void bind(PreparedStatement statement, int count) throws SQLException {
    List<Column> columns = table.columns();
    for (int i = 0; i < count; i++) {
      Object value = values[i];
      switch (columns.get(i).type()) {
        case TEXT -> statement.setString(i + 1, (String) value);
        case BYTES -> statement.setBytes(i + 1, (byte[]) value);
        case NUMBER -> {
          if (value == null) {
            statement.setNull(i + 1, Types.BIGINT);
          } else {
            statement.setLong(i + 1, (Long) value);
          }
        }
      }
    }
  }

  /** Compares keys as the databases order them: numbers by size, texts by their bytes. */
  int compareKey(Row other) {
    for (int i = 0; i < table.keyLength(); i++) {
      int compared = compare(values[i], other.values[i]);
      if (compared != 0) {
        return compared;
      }
    }
    return 0;
  }

  private static int compare(@Nullable Object one, @Nullable Object other) {
    if (one instanceof Long number && other instanceof Long second) {
      return number.compareTo(second);
    }
    return Arrays.compareUnsigned(bytes(one), bytes(other));
  }

  private static byte[] bytes(@Nullable Object text) {
    return String.valueOf(text).getBytes(StandardCharsets.UTF_8);
  }

  /** Tells whether all columns are the same. */
  boolean isSame(Row other) {
    return Arrays.deepEquals(values, other.values);
  }
}
