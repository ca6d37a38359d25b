package io.strongroom.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.strongroom.server.config.ConfigLoader;
import io.strongroom.server.config.ServerConfig;
import io.strongroom.server.config.Setting;
import io.strongroom.testkit.store.SampleSecrets;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code finalise} and {@code migrate} say of stores of this release. */
class FinaliseTest {
  @TempDir private Path directory;

  private static void assertEnds(int code, String said, String... arguments) {
    StringWriter err = new StringWriter();
    int ended = Main.commandLine().setErr(new PrintWriter(err, true)).execute(arguments);
    assertEquals(code, ended, err.toString());
    assertTrue(err.toString().contains(said), err.toString());
    assertEquals(1, err.toString().lines().count(), err.toString());
  }

  @Test
  void aDirectoryThatIsNotServedIsFinalised() throws Exception {
    Path data = directory.resolve("data");
    Path rootKey = directory.resolve("root-key");
    try (StoreFiles.Created _ = StoreFiles.create(data, rootKey, SampleSecrets.ACCOUNT)) {
      assertEnds(2, "is in use", "finalise", "--data", data.toString());
    }
    assertEnds(0, "has format 8, final.", "finalise", "--data", data.toString());
    assertEnds(2, "either --data says where the store is, or --store", "finalise");
  }

  @Test
  void aDatabaseIsMigratedAndFinalised() throws Exception {
    try (EmbeddedPostgres database = EmbeddedPostgres.start()) {
      String url = "postgres://postgres@localhost:" + database.getPort() + "/postgres";
      assertEnds(2, "there is no store", "finalise", "--store", url);
      ServerConfig config = ConfigLoader.load(null, Map.of(), Map.of(Setting.STORE_URL, url));
      StorePlace place = StoreFiles.place(null, config, null);
      Path rootKey = directory.resolve("root-key");
      StoreFiles.create(place, rootKey, SampleSecrets.ACCOUNT).close();
      assertEnds(0, "had format 4 and has format 4, final.", "migrate", "--store", url);
      assertEnds(0, "has format 4, final.", "finalise", "--store", url);
    }
  }
}
