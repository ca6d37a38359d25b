package io.strongroom.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.strongroom.server.config.ConfigLoader;
import io.strongroom.server.config.Setting;
import io.strongroom.testkit.store.SampleSecrets;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code serve} says at its start of the store that it serves. */
class StartTest {
  @TempDir private Path directory;

  private String rootKey() {
    return directory.resolve("root-key").toString();
  }

  private Path data() {
    return directory.resolve("data");
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private void assertSaidOnce(String line, String... options) throws Exception {
    try (ServeProcess server = ServeProcess.start(directory, options)) {
      server.awaitReady();
      assertEquals(1, server.err().lines().filter(line::equals).count(), server.err());
    }
  }

  @Test
  @DisplayName("PRM-12: a step of a directory that is not finalised is told at the start")
  void aStepOfADirectoryThatIsNotFinalisedIsTold() throws Exception {
    StoreFiles.create(data(), Path.of(rootKey()), SampleSecrets.ACCOUNT).close();
    String[] options = {"--data", data().toString(), "--root-key", rootKey()};
    try (ServeProcess server = ServeProcess.start(directory, options)) {
      server.awaitReady();
      assertEquals(1, server.err().lines().count(), server.err());
    }
    try (Connection file =
        DriverManager.getConnection("jdbc:sqlite:" + data().resolve("strongroom.db"))) {
      execute(file, "UPDATE store_header SET serves_from = 6");
      execute(file, "PRAGMA wal_checkpoint(TRUNCATE)");
    }
    assertSaidOnce(
        "The store in %1$s has format 8, not final: releases from format 6 on may serve it until a"
                .formatted(data())
            + " release of format 8 runs ./strongroom finalise --data %s while nobody serves it."
                .formatted(data()),
        options);
  }

  @Test
  @DisplayName("PRM-12: a step of a database that is not finalised is told at the start")
  void aStepOfADatabaseThatIsNotFinalisedIsTold() throws Exception {
    try (EmbeddedPostgres database = EmbeddedPostgres.start()) {
      String url = "postgres://postgres@localhost:" + database.getPort() + "/postgres";
      var config = ConfigLoader.load(null, Map.of(), Map.of(Setting.STORE_URL, url));
      StorePlace place = StoreFiles.place(null, config, null);
      StoreFiles.create(place, Path.of(rootKey()), SampleSecrets.ACCOUNT).close();
      try (Connection connection = database.getPostgresDatabase().getConnection()) {
        execute(connection, "UPDATE store_header SET serves_from = 2");
      }
      assertSaidOnce(
          "The store in %1$s has format 4, not final: releases from format 2 on may serve it until"
                  .formatted(url)
              + " a release of format 4 runs ./strongroom finalise --store %s as the role that"
                  .formatted(url)
              + " owns the tables.",
          "--store",
          url,
          "--data",
          data().toString(),
          "--root-key",
          rootKey());
    }
  }
}
