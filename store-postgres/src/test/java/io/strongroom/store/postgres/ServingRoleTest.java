package io.strongroom.store.postgres;

import static io.strongroom.testkit.store.SampleSecrets.inserting;
import static io.strongroom.testkit.store.SampleSecrets.secret;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.strongroom.core.store.Commit;
import io.strongroom.core.store.SecretWrite;
import io.strongroom.store.sql.StoreOpenException;
import io.strongroom.testkit.store.OutboxContract;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The role that servers log in as, and the page that describes what it sees. */
class ServingRoleTest {
  private static final String ROLE = "serving";
  private static final Pattern TABLE = Pattern.compile("CREATE TABLE (\\w+)");

  @Test
  @DisplayName("DBA-2: the role that serves a store owns nothing and takes nothing from the audit")
  void aRoleThatOwnsNothingServes() throws Exception {
    try (Databases databases = Databases.start()) {
      databases.execute("postgres", "CREATE ROLE " + ROLE + " LOGIN");
      PostgresOptions owner = databases.empty();
      PostgresStore.create(owner, Databases.header(), ROLE);
      PostgresOptions options = as(owner);
      try (PostgresStore store = Databases.open(options)) {
        List<SecretWrite> writes = inserting(secret("a"));
        assertInstanceOf(
            Commit.Done.class, store.commit(writes, List.of(OutboxContract.record(1))));
        store.forgetRecords(store.waitingRecords(0, 1).getFirst().number());
      }
      String database = owner.url().database();
      for (String refused :
          List.of(
              "DELETE FROM audit",
              "UPDATE audit SET node = 'x'",
              "UPDATE store_header SET format = 2",
              "DROP TABLE secret",
              "ALTER TABLE secret ADD COLUMN x text",
              "CREATE TABLE x (y text)")) {
        assertRefused(databases, database, refused);
      }
      assertThrows(
          StoreOpenException.class, () -> PostgresUpgrade.migrate(options, ROLE), "it is no owner");
    }
  }

  private static PostgresOptions as(PostgresOptions owner) {
    DatabaseUrl url = owner.url();
    return new PostgresOptions(
        new DatabaseUrl(ROLE, url.hosts(), url.database()),
        null,
        owner.tls(),
        owner.replication(),
        owner.node(),
        owner.caches(),
        owner.readers());
  }

  private static void assertRefused(Databases databases, String database, String sql)
      throws SQLException {
    try (Connection connection = databases.connect(ROLE, database);
        Statement statement = connection.createStatement()) {
      assertThrows(SQLException.class, () -> statement.execute(sql), sql);
    }
  }

  @Test
  void everyTableIsOnThePage() throws Exception {
    String page = Files.readString(Path.of("..", "docs", "formats", "postgres-schema.md"));
    String script =
        Files.readString(
            Path.of("src/main/resources/io/strongroom/store/postgres", "format-1.sql"));
    Matcher table = TABLE.matcher(script);
    while (table.find()) {
      assertTrue(page.contains("`" + table.group(1) + "`"), table.group(1));
    }
  }
}
