package io.strongroom.store.sqlite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.strongroom.core.secret.Secret;
import io.strongroom.core.secret.Version;
import io.strongroom.core.secret.VersionId;
import io.strongroom.core.store.SecretRecord;
import io.strongroom.core.store.SecretRecordReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The pages about formats say what is so. */
class FormatPagesTest {
  private static final Path PAGES = Path.of("..", "docs", "formats");
  private static final String TABLES =
      "SELECT m.name, c.name, c.type FROM sqlite_schema AS m, pragma_table_info(m.name) AS c"
          + " WHERE m.type = 'table'";
  private static final String INDEXES =
      "SELECT name FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL"
          + " AND name LIKE 'secret%'";

  private static String page(String name) throws Exception {
    return Files.readString(PAGES.resolve(name));
  }

  private static List<String> rows(String sql) throws Exception {
    try (SqliteConnection connection = SqliteConnection.memory()) {
      Schema.current().createTables(connection);
      List<String> rows = new ArrayList<>();
      try (ResultSet row = connection.prepare(sql).executeQuery()) {
        int columns = row.getMetaData().getColumnCount();
        while (row.next()) {
          StringBuilder text = new StringBuilder(row.getString(1));
          for (int i = 2; i <= columns; i++) {
            text.append(' ').append(row.getString(i));
          }
          rows.add(text.toString());
        }
      }
      return rows;
    }
  }

  @Test
  void everyColumnIsDescribedUnderItsTable() throws Exception {
    String page = page("sqlite-schema.md");
    for (String row : rows(TABLES)) {
      String[] parts = row.split(" ", -1);
      int section = page.indexOf("### `" + parts[0] + "`");
      assertTrue(section > 0, row);
      int end = page.indexOf("\n##", section + 1);
      String described = page.substring(section, end);
      assertTrue(described.contains("`" + parts[1] + "`"), row);
      assertTrue(described.contains(parts[2]), row);
    }
  }

  @Test
  void everyIndexOfSecretsIsDescribed() throws Exception {
    for (String index : rows(INDEXES)) {
      assertTrue(page("sqlite-schema.md").contains("| `" + index + "` |"), index);
    }
  }

  private static String block(String page, String kind) {
    int start = page.indexOf("```" + kind) + "```".length() + kind.length();
    return page.substring(start, page.indexOf("```", start));
  }

  @Test
  void theExampleOfARecordIsOne() throws Exception {
    String example = block(page("secret-record.md"), "json");
    Secret secret = SecretRecordReader.read(example.getBytes(StandardCharsets.UTF_8));
    String written = new String(SecretRecord.write(secret), StandardCharsets.UTF_8);
    assertEquals(example.replaceAll("\\s", ""), written.replaceAll("\\s", ""));
  }

  @Test
  void theBytesOfTheExampleAreThoseOfItsVersions() throws Exception {
    String page = page("secret-record.md");
    String bytes = block(page, "text").replaceAll("\\s", "");
    Secret secret = SecretRecordReader.read(block(page, "json").getBytes(StandardCharsets.UTF_8));
    assertEquals(bytes, HexFormat.of().formatHex(secret.versions().packed().bytes()));
    assertEquals(
        List.of(
            version("1", 1_772_366_400_123L, 17).accessed(Instant.ofEpochMilli(1_772_323_200_000L)),
            version("2", 1_772_366_400_456L, 23)),
        secret.versions().all());
  }

  private static Version version(String digit, long created, long number) {
    return Version.pending(
            new VersionId("a1b2c3d4-5678-90ab-cdef-" + digit.repeat(12)),
            Instant.ofEpochMilli(created))
        .sealed(number, "0f8fad5b-d9cb-469f-a165-70867728950e");
  }
}
