package io.strongroom.store.postgres;

import io.strongroom.store.sql.Formats;
import io.strongroom.store.sql.HeaderRow;
import io.strongroom.store.sql.SqlConnection;
import io.strongroom.store.sql.StoreFormat;
import io.strongroom.store.sql.StoreHeader;
import io.strongroom.store.sql.StoreOpenException;
import io.strongroom.store.sql.WordRows;
import java.sql.SQLException;
import java.util.List;

/** The tables of a store in a database, in all formats that a release knows. */
final class PostgresSchema {
  private static final String HAS_HEADER =
      "SELECT count(*) FROM information_schema.tables"
          + " WHERE table_schema = current_schema() AND table_name = 'store_header'";
  private static final int FIRST_WITH_WINDOW = 2;
  private static final Formats RELEASED =
      new Formats(
          List.of(
              step("format-1.sql"),
              step("format-2.sql"),
              step("format-3.sql").filledBy(WordRows::fill),
              step("format-4.sql")),
          FIRST_WITH_WINDOW);

  private final Formats formats;

  private PostgresSchema(Formats formats) {
    this.formats = formats;
  }

  private static Formats.Step step(String script) {
    return Formats.Step.breaking(PostgresSchema.class, script);
  }

  /** Returns the schema of this release. */
  static PostgresSchema ofThisBuild() {
    return of(Planted.ofThisBuild());
  }

  /** Returns the schema of a release that may know later formats. */
  static PostgresSchema of(Planted planted) {
    List<Formats.Step> later = planted.laterFormats().stream().map(Formats.Step::adding).toList();
    return new PostgresSchema(RELEASED.with(later));
  }

  /** Returns the newest format that the release knows. */
  int format() {
    return formats.newest();
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
  void create(SqlConnection connection, StoreHeader header) throws SQLException {
    create(connection, header, format());
  }

  /** Makes all tables, and a header that tells another format. */
  void create(SqlConnection connection, StoreHeader header, int told) throws SQLException {
    formats.create(connection, header, told);
  }

  /** Brings a store of an older format to this one, in the transaction under way. */
  StoreFormat migrate(SqlConnection connection, StoreFormat from) throws SQLException {
    return formats.migrate(connection, from);
  }

  /** Lets only releases of this format and newer ones serve, in the transaction under way. */
  StoreFormat finalise(SqlConnection connection, StoreFormat found, DatabaseUrl url)
      throws SQLException, StoreOpenException {
    formats.requireOwn(found, url);
    return formats.finalise(connection, found);
  }

  /** Tells whether tables that a move has begun to fill are those of this release. */
  boolean areOfThisRelease(SqlConnection connection) throws SQLException {
    return formats.areOfThisRelease(connection);
  }

  /** Makes a store of tables that a move has filled, in the transaction under way. */
  void arrive(SqlConnection connection) throws SQLException {
    formats.arrive(connection);
  }

  /** Lets another role serve the store: it may change rows, and of the audit only add some. */
  static void grant(SqlConnection connection, String role) throws SQLException {
    String quoted = "\"" + role.replace("\"", "\"\"") + "\"";
    connection.run("GRANT USAGE ON SCHEMA " + currentSchema(connection) + " TO " + quoted);
    connection.run("GRANT SELECT ON store_header TO " + quoted);
    connection.run("GRANT SELECT, INSERT ON audit TO " + quoted);
    connection.run(
        "GRANT SELECT, INSERT, UPDATE, DELETE ON head, change, node, duty, version_block, secret,"
            + " secret_word,"
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
   * Refuses a database without a store, and a store that this release does not serve (requirement
   * PRM-12).
   */
  StoreFormat requireServed(SqlConnection connection, DatabaseUrl url)
      throws SQLException, StoreOpenException {
    StoreFormat found = requireKnown(connection, url);
    if (found.format() < format()) {
      throw new StoreOpenException(
          "the store in %s has format %d and this release serves %d: run migrate first"
              .formatted(url, found.format(), format()));
    }
    return found;
  }

  /** The same, without a look whether there are any tables: for stores that were served before. */
  void requireServedStill(SqlConnection connection, DatabaseUrl url)
      throws SQLException, StoreOpenException {
    requireStore(formats.requireKnown(connection, url).format(), url);
  }

  /** Refuses a database without a store and a store that serves only newer releases. */
  StoreFormat requireKnown(SqlConnection connection, DatabaseUrl url)
      throws SQLException, StoreOpenException {
    requireStore(formatOf(connection), url);
    return formats.requireKnown(connection, url);
  }

  private static void requireStore(int found, DatabaseUrl url) throws StoreOpenException {
    if (found == HeaderRow.MOVED_AWAY) {
      throw new StoreOpenException("the store in " + url + " was moved away");
    }
    if (found < 1) {
      throw new StoreOpenException("there is no store in " + url);
    }
  }
}
