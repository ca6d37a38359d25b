package io.strongroom.store.sqlite;

import io.strongroom.store.sql.Formats;
import io.strongroom.store.sql.HeaderRow;
import io.strongroom.store.sql.StoreFormat;
import io.strongroom.store.sql.StoreHeader;
import io.strongroom.store.sql.StoreOpenException;
import io.strongroom.store.sql.WordRows;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** The tables of a store in a file, in all formats that a release knows. */
final class Schema {
  private static final String HAS_HEADER =
      "SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name = 'store_header'";
  private static final String EVERYTHING = "SELECT name, type, sql FROM sqlite_schema";
  private static final String SETTLE = "PRAGMA wal_checkpoint(TRUNCATE)";
  private static final int FIRST_WITH_WINDOW = 6;

  private final Formats formats;

  private Schema(Formats formats) {
    this.formats = formats;
  }

  /** Returns the schema of this release. */
  static Schema current() {
    List<Formats.Step> steps =
        List.of(
            step("format-1.sql"),
            step("format-2.sql"),
            step("format-3.sql"),
            step("format-4.sql"),
            step("format-5.sql"),
            step("format-6.sql"),
            step("format-7.sql").filledBy(WordRows::fill),
            step("format-8.sql"));
    return of(new Formats(steps, FIRST_WITH_WINDOW));
  }

  private static Formats.Step step(String script) {
    return Formats.Step.breaking(Schema.class, script);
  }

  /** Returns a schema of these formats. */
  static Schema of(Formats formats) {
    return new Schema(formats);
  }

  /** Returns the schema of a release that knows more formats. */
  Schema with(List<Formats.Step> later) {
    return of(formats.with(later));
  }

  /** Returns the newest format that this schema knows. */
  int format() {
    return formats.newest();
  }

  /** Makes all tables and the header in an empty database. */
  void create(SqliteConnection connection, StoreHeader header) throws SQLException {
    create(connection, header, format());
  }

  /** Makes all tables, and a header that tells another format. */
  void create(SqliteConnection connection, StoreHeader header, int told) throws SQLException {
    connection.run("BEGIN");
    formats.create(connection, header, told);
    connection.run("COMMIT");
  }

  /** Makes all tables and no header. */
  void createTables(SqliteConnection connection) throws SQLException {
    formats.createTables(connection);
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
   * Refuses a database that is no store, and a store that serves only newer releases (PRM-12).
   *
   * @return the format
   */
  StoreFormat requireKnown(SqliteConnection connection, StoreDirectory directory)
      throws SQLException, StoreOpenException {
    int found = formatOf(connection);
    if (found == HeaderRow.MOVED_AWAY) {
      throw new StoreOpenException("the store in " + directory.path() + " was moved away");
    }
    if (found < 1) {
      throw new StoreOpenException(directory.database() + " is not the database of a store");
    }
    return formats.requireKnown(connection, directory.path());
  }

  /** Brings a store of an older format to this one, in one transaction. */
  StoreFormat migrate(SqliteConnection connection, StoreFormat from) throws SQLException {
    if (from.format() >= format()) {
      return from;
    }
    connection.run("BEGIN IMMEDIATE");
    StoreFormat reached = formats.migrate(connection, from);
    connection.run("COMMIT");
    // The file itself tells its format to whoever looks without reading the log.
    connection.run(SETTLE);
    return reached;
  }

  /** Refuses to finalise a store of another format than this release. */
  void requireOwn(StoreFormat found, StoreDirectory directory) throws StoreOpenException {
    formats.requireOwn(found, directory.path());
  }

  /** Lets only releases of this format and newer ones serve a store, in one transaction. */
  StoreFormat finalise(SqliteConnection connection, StoreFormat found) throws SQLException {
    connection.run("BEGIN IMMEDIATE");
    StoreFormat reached = formats.finalise(connection, found);
    connection.run("COMMIT");
    connection.run(SETTLE);
    return reached;
  }

  /** Tells whether tables that a move has begun to fill are those of this release. */
  boolean areOfThisRelease(SqliteConnection connection) throws SQLException {
    return formats.areOfThisRelease(connection);
  }

  /** Makes a store of tables that a move has filled, in the transaction under way. */
  void arrive(SqliteConnection connection) throws SQLException {
    formats.arrive(connection);
  }
}
