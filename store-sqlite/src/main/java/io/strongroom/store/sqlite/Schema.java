package io.strongroom.store.sqlite;

import io.strongroom.store.sql.HeaderRow;
import io.strongroom.store.sql.StoreHeader;
import io.strongroom.store.sql.StoreOpenException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The tables, as one script for each format: script <i>n</i> turns format <i>n</i> - 1 into format
 * <i>n</i>. The format stands in the header, whose column {@code format} stays for ever.
 */
final class Schema {
  private static final String HAS_HEADER =
      "SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name = 'store_header'";
  private static final String EVERYTHING = "SELECT name, type, sql FROM sqlite_schema";

  private final List<String> scripts;

  private Schema(List<String> scripts) {
    this.scripts = List.copyOf(scripts);
  }

  /** Returns the schema of this release. */
  static Schema current() {
    return new Schema(
        List.of(
            script("format-1.sql"),
            script("format-2.sql"),
            script("format-3.sql"),
            script("format-4.sql"),
            script("format-5.sql")));
  }

  /** Returns a schema of these scripts. */
  static Schema of(List<String> scripts) {
    return new Schema(scripts);
  }

  private static String script(String name) {
    try (InputStream content = Schema.class.getResourceAsStream(name)) {
      return new String(Objects.requireNonNull(content).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the newest format that this schema knows. */
  int format() {
    return scripts.size();
  }

  /** Makes all tables and the header in an empty database. */
  void create(SqliteConnection connection, StoreHeader header) throws SQLException {
    create(connection, header, format());
  }

  /** Makes all tables, and a header that tells another format. */
  void create(SqliteConnection connection, StoreHeader header, int format) throws SQLException {
    connection.run("BEGIN");
    createTables(connection);
    HeaderRow.insert(connection, format, header);
    connection.run("COMMIT");
  }

  /** Makes all tables and no header. */
  void createTables(SqliteConnection connection) throws SQLException {
    for (String script : scripts) {
      connection.runScript(script);
    }
  }

  /** Returns every table, index, view and trigger there is, by name. */
  static SortedMap<String, String> describe(SqliteConnection connection) throws SQLException {
    SortedMap<String, String> found = new TreeMap<>();
    try (ResultSet row = connection.prepare(EVERYTHING).executeQuery()) {
      while (row.next()) {
        found.put(row.getString(1), row.getString(2) + " " + row.getString(3));
      }
    }
    return found;
  }

  /** Returns the format of a store, or 0 for a database that is not a store. */
  static int formatOf(SqliteConnection connection) throws SQLException {
    return connection.number(HAS_HEADER) == 0 ? 0 : HeaderRow.format(connection);
  }

  /**
   * Refuses a database that is no store, and a store of a format that is not known (PRM-12).
   *
   * @return the format
   */
  int requireKnown(SqliteConnection connection, StoreDirectory directory)
      throws SQLException, StoreOpenException {
    int found = formatOf(connection);
    if (found == HeaderRow.MOVED_AWAY) {
      throw new StoreOpenException("the store in " + directory.path() + " was moved away");
    }
    if (found < 1) {
      throw new StoreOpenException(directory.database() + " is not the database of a store");
    }
    if (found > format()) {
      throw new StoreOpenException(
          "the store in %s has format %d; this release knows formats up to %d"
              .formatted(directory.path(), found, format()));
    }
    return found;
  }

  /** Brings a store of an older format to this one, in one transaction. */
  void migrate(SqliteConnection connection, int from) throws SQLException {
    if (from == format()) {
      return;
    }
    connection.run("BEGIN IMMEDIATE");
    for (String script : scripts.subList(from, format())) {
      connection.runScript(script);
    }
    HeaderRow.setFormat(connection, format());
    connection.run("COMMIT");
    // The file itself tells its format to whoever looks without reading the log.
    connection.run("PRAGMA wal_checkpoint(TRUNCATE)");
  }
}
