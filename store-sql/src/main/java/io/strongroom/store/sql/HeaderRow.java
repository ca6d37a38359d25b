package io.strongroom.store.sql;

import io.strongroom.keys.StoreId;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * The one row of the table {@code store_header}. The column {@code format} stays for ever, so that
 * any release knows a store that it does not understand.
 */
public final class HeaderRow {
  /** The format of a store that is being moved here and is not whole yet. */
  public static final int ARRIVING = 0;

  /** The format of a store that was moved away. */
  public static final int MOVED_AWAY = -1;

  private static final String FORMAT = "SELECT format FROM store_header";
  private static final String SET_FORMAT = "UPDATE store_header SET format = ?";
  private static final String SERVES_FROM = "SELECT serves_from FROM store_header";
  private static final String SET_SERVES_FROM = "UPDATE store_header SET serves_from = ?";
  private static final String HEADER =
      "SELECT store_id, root_key_id, check_value FROM store_header";
  private static final String INSERT =
      "INSERT INTO store_header (one, format, store_id, root_key_id, check_value)"
          + " VALUES (1, ?, ?, ?, ?)";

  private HeaderRow() {}

  /** Stores the header of a new store. */
  public static void insert(SqlConnection connection, int format, StoreHeader header)
      throws SQLException {
    PreparedStatement insert = connection.prepare(INSERT);
    insert.setInt(1, format);
    insert.setString(2, header.storeId().toString());
    insert.setString(3, header.rootKeyId());
    insert.setBytes(4, header.checkValue());
    insert.executeUpdate();
  }

  /** Returns the format, or 0 if there is no row. */
  public static int format(SqlConnection connection) throws SQLException {
    return (int) connection.number(FORMAT);
  }

  /** Stores another format. */
  public static void setFormat(SqlConnection connection, int format) throws SQLException {
    PreparedStatement update = connection.prepare(SET_FORMAT);
    update.setInt(1, format);
    update.executeUpdate();
  }

  /** Returns the oldest format whose releases may serve the store; see {@link StoreFormat}. */
  static int servesFrom(SqlConnection connection) throws SQLException {
    return (int) connection.number(SERVES_FROM);
  }

  /** Stores another oldest format. */
  static void setServesFrom(SqlConnection connection, int format) throws SQLException {
    PreparedStatement update = connection.prepare(SET_SERVES_FROM);
    update.setInt(1, format);
    update.executeUpdate();
  }

  /** Returns the header of a store of a known format, or null if it is damaged. */
  public static @Nullable StoreHeader read(SqlConnection connection) throws SQLException {
    try (ResultSet row = connection.prepare(HEADER).executeQuery()) {
      if (!row.next()) {
        return null;
      }
      return new StoreHeader(StoreId.parse(row.getString(1)), row.getString(2), row.getBytes(3));
    } catch (IllegalArgumentException | NullPointerException e) {
      return null;
    }
  }
}
