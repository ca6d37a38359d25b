package io.strongroom.store.sqlite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.strongroom.core.secret.Secret;
import io.strongroom.core.store.SecretRecord;
import io.strongroom.core.store.SecretRecordReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.util.ArrayList;
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

  @Test
  void theExampleOfARecordIsOne() throws Exception {
    String page = page("secret-record.md");
    int start = page.indexOf("```json") + "```json".length();
    String example = page.substring(start, page.indexOf("```", start));
    Secret secret = SecretRecordReader.read(example.getBytes(StandardCharsets.UTF_8));
    String written = new String(SecretRecord.write(secret), StandardCharsets.UTF_8);
    assertEquals(example.replaceAll("\\s", ""), written.replaceAll("\\s", ""));
  }
}
