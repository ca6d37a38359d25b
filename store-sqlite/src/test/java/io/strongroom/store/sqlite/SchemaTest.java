package io.strongroom.store.sqlite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.strongroom.store.sql.Formats;
import io.strongroom.store.sql.HeaderRow;
import io.strongroom.store.sql.StoreFormat;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Arrays;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Stores of older formats become stores of the current one. */
class SchemaTest {
  private static final String FIRST =
      """
      CREATE TABLE store_header (
        one INTEGER NOT NULL PRIMARY KEY CHECK (one = 1),
        format INTEGER NOT NULL,
        store_id TEXT NOT NULL,
        root_key_id TEXT NOT NULL,
        check_value BLOB NOT NULL
      ) STRICT;
      CREATE TABLE thing (a INTEGER NOT NULL) STRICT;
      INSERT INTO thing (a) VALUES (1), (2);
      """;
  private static final String SECOND =
      "ALTER TABLE thing ADD COLUMN b INTEGER NOT NULL DEFAULT 7; UPDATE thing SET b = a;";
  private static final String THIRD = "CREATE INDEX thing_by_b ON thing (b);";

  @TempDir private Path temporary;

  private static Schema schema(String... scripts) {
    return Stores.schema(
        Arrays.stream(scripts).map(each -> new Formats.Step(each, false, _ -> {})).toList());
  }

  private SqliteConnection connection() throws Exception {
    Path file = temporary.resolve("file.db");
    SqliteConnection connection = SqliteConnection.writer(file, 1 << 20);
    connection.run("PRAGMA journal_mode = WAL");
    return connection;
  }

  @Test
  @DisplayName("PRM-12: a store of any earlier format is brought to the current one")
  void aStoreOfAnyEarlierFormatIsBroughtToTheCurrentOne() throws Exception {
    Schema current = schema(FIRST, SECOND, THIRD);
    try (SqliteConnection fresh = SqliteConnection.memory();
        SqliteConnection old = connection()) {
      current.create(fresh, Stores.header());
      schema(FIRST).create(old, Stores.header());
      assertEquals(1, Schema.formatOf(old));
      var _ = current.migrate(old, new StoreFormat(1, 1));
      assertEquals(3, Schema.formatOf(old));
      assertEquals(Schema.describe(fresh), Schema.describe(old));
      assertEquals(3, old.number("SELECT sum(b) FROM thing"));
      assertNotNull(HeaderRow.read(old));
    }
    try (SqliteConnection frozen = SqliteConnection.frozen(temporary.resolve("file.db"))) {
      assertEquals(3, Schema.formatOf(frozen));
    }
  }

  @Test
  void aMigrationThatFailsLeavesTheOldFormat() throws Exception {
    Schema broken = schema(FIRST, SECOND, "CREATE INDEX other ON nothing (b);");
    try (SqliteConnection old = connection()) {
      schema(FIRST).create(old, Stores.header());
      assertThrows(SQLException.class, () -> broken.migrate(old, new StoreFormat(1, 1)));
    }
    try (SqliteConnection reopened = connection()) {
      assertEquals(1, Schema.formatOf(reopened));
      assertEquals(2, reopened.number("SELECT count(*) FROM thing"));
      assertThrows(SQLException.class, () -> reopened.number("SELECT b FROM thing"));
    }
  }

  @Test
  void whatIsNoStoreHasNoFormat() throws Exception {
    try (SqliteConnection empty = SqliteConnection.memory()) {
      assertEquals(0, Schema.formatOf(empty));
    }
  }

  @Test
  void theDescriptionShowsEveryChange() throws Exception {
    try (SqliteConnection one = SqliteConnection.memory();
        SqliteConnection other = SqliteConnection.memory()) {
      Schema.current().createTables(one);
      Schema.current().createTables(other);
      assertEquals(Schema.describe(one), Schema.describe(other));
      other.run("CREATE TRIGGER t AFTER INSERT ON secret BEGIN DELETE FROM version; END");
      assertNotEquals(Schema.describe(one), Schema.describe(other));
    }
  }
}
