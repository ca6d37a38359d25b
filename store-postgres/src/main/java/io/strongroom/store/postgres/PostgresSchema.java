package io.strongroom.store.postgres;

import io.strongroom.store.sql.HeaderRow;
import io.strongroom.store.sql.SqlConnection;
import io.strongroom.store.sql.StoreHeader;
import io.strongroom.store.sql.StoreOpenException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;

/**
 * The tables, as one script for each format: script <i>n</i> turns format <i>n</i> - 1 into format
 * <i>n</i>. A script is run in one transaction with the note of its format.
 */
final class PostgresSchema {
  private static final String HAS_HEADER =
      "SELECT count(*) FROM information_schema.tables"
          + " WHERE table_schema = current_schema() AND table_name = 'store_header'";
  private static final List<String> SCRIPTS = List.of(script("format-1.sql"));

  private PostgresSchema() {}

  private static String script(String name) {
    try (InputStream content = PostgresSchema.class.getResourceAsStream(name)) {
      return new String(Objects.requireNonNull(content).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the newest format that this release knows. */
  static int format() {
    return SCRIPTS.size();
  }

  /** Tells whether there are the tables of a store, whole or not. */
  static boolean hasHeader(SqlConnection connection) throws SQLException {
    return connection.number(HAS_HEADER) > 0;
  }

  /** Returns the format of a store, or 0 for a database without one. */
  static int formatOf(SqlConnection connection) throws SQLException {
    return hasHeader(connection) ? HeaderRow.format(connection) : 0;
  }

  /** Makes all tables and the header, in the transaction under way. */
  static void create(SqlConnection connection, StoreHeader header) throws SQLException {
    create(connection, header, format());
  }

  /** Makes all tables, and a header that tells another format. */
  static void create(SqlConnection connection, StoreHeader header, int format) throws SQLException {
    for (String script : SCRIPTS) {
      connection.runScript(script);
    }
    HeaderRow.insert(connection, format, header);
  }

  /** Brings a store of an older format to this one, in the transaction under way. */
  static void migrate(SqlConnection connection, int from) throws SQLException {
    for (String script : SCRIPTS.subList(from, format())) {
      connection.runScript(script);
    }
    HeaderRow.setFormat(connection, format());
  }

  /** Lets another role serve the store: it may change rows, and of the audit only add some. */
  static void grant(SqlConnection connection, String role) throws SQLException {
    String quoted = "\"" + role.replace("\"", "\"\"") + "\"";
    connection.run("GRANT USAGE ON SCHEMA " + currentSchema(connection) + " TO " + quoted);
    connection.run("GRANT SELECT ON store_header TO " + quoted);
    connection.run("GRANT SELECT, INSERT ON audit TO " + quoted);
    connection.run(
        "GRANT SELECT, INSERT, UPDATE, DELETE ON head, change, node, duty, version_block, secret,"
            + " version, account, identity, access_key, retired_access_key, last_use, kms_key,"
            + " kms_material, kms_alias, function, function_code, function_code_part TO "
            + quoted);
  }

  private static String currentSchema(SqlConnection connection) throws SQLException {
    try (var row = connection.prepare("SELECT quote_ident(current_schema())").executeQuery()) {
      if (!row.next()) {
        throw new SQLException("there is no schema");
      }
      return row.getString(1);
    }
  }

  /**
   * Refuses a database without a store, and a store of a format that this release does not serve
   * (requirement PRM-12).
   */
  static void requireServed(SqlConnection connection, DatabaseUrl url)
      throws SQLException, StoreOpenException {
    int found = requireKnown(connection, url);
    if (found < format()) {
      throw new StoreOpenException(
          "the store in %s has format %d and this release serves %d: run migrate first"
              .formatted(url, found, format()));
    }
  }

  /** Refuses a database without a store and a store of a newer format; returns the format. */
  static int requireKnown(SqlConnection connection, DatabaseUrl url)
      throws SQLException, StoreOpenException {
    int found = formatOf(connection);
    if (found == HeaderRow.MOVED_AWAY) {
      throw new StoreOpenException("the store in " + url + " was moved away");
    }
    if (found < 1) {
      throw new StoreOpenException("there is no store in " + url);
    }
    if (found > format()) {
      throw new StoreOpenException(
          "the store in %s has format %d; this release knows formats up to %d"
              .formatted(url, found, format()));
    }
    return found;
  }
}
