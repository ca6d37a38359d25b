package io.strongroom.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.strongroom.server.config.ConfigLoader;
import io.strongroom.server.config.Setting;
import io.strongroom.testkit.store.SampleSecrets;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A {@code serve} that is started when its database has no primary. */
class WaitingStartTest {
  private static final String WAITING = "Waiting for up to ";
  private static final Duration AT_ONCE = Duration.ofSeconds(2);

  @TempDir private Path directory;

  private int port;

  @BeforeEach
  void findPort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      port = socket.getLocalPort();
    }
  }

  private Path rootKey() {
    return directory.resolve("root-key");
  }

  private EmbeddedPostgres startDatabase() throws IOException {
    return EmbeddedPostgres.builder()
        .setDataDirectory(directory.resolve("database"))
        .setCleanDataDirectory(false)
        .setServerConfig("fsync", "off")
        .setPort(port)
        .start();
  }

  private String url(String role, String database) {
    return "postgres://%s@localhost:%d/%s".formatted(role, port, database);
  }

  private void makeStore() throws Exception {
    var config =
        ConfigLoader.load(null, Map.of(), Map.of(Setting.STORE_URL, url("postgres", "postgres")));
    StorePlace place = StoreFiles.place(null, config, null);
    StoreFiles.create(place, rootKey(), SampleSecrets.ACCOUNT).close();
  }

  private String[] options(String url, int seconds) throws IOException {
    Path config = directory.resolve("settings");
    Files.writeString(config, "store.wait-seconds = " + seconds);
    Path password = Files.writeString(directory.resolve("password"), "wrong");
    return new String[] {
      "--store", url,
      "--data", directory.resolve("own").toString(),
      "--root-key", rootKey().toString(),
      "--config", config.toString(),
      "--password-file", password.toString()
    };
  }

  private ServeProcess serve(int seconds) throws IOException {
    return ServeProcess.start(directory, options(url("postgres", "postgres"), seconds));
  }

  @Test
  void serverThatComesBeforeItsDatabaseWaitsForIt() throws Exception {
    try (EmbeddedPostgres _ = startDatabase()) {
      makeStore();
    }
    try (ServeProcess server = serve(600)) {
      server.awaitErr(WAITING);
      assertEquals("", server.out());
      try (EmbeddedPostgres _ = startDatabase()) {
        server.awaitReady();
        assertEquals(1, server.err().lines().filter(each -> each.contains(WAITING)).count());
        assertEquals(2, server.err().lines().count(), server.err());
        server.terminate();
        server.assertEnds(0);
      }
    }
  }

  @Test
  void serverThatWaitsIsStoppedAtOnce() throws Exception {
    try (ServeProcess server = serve(600)) {
      server.awaitErr(WAITING);
      long began = System.nanoTime();
      server.terminate();
      server.assertEnds(0);
      assertTrue(System.nanoTime() - began < AT_ONCE.toNanos());
      assertEquals(1, server.err().lines().count(), server.err());
    }
  }

  @Test
  void serverWaitsNoLongerThanItIsToldTo() throws Exception {
    try (ServeProcess server = serve(1)) {
      server.assertEnds(2);
      assertEquals("", server.out());
      assertEquals(2, server.err().lines().count(), server.err());
      assertTrue(server.err().startsWith(WAITING + "1 s: "), server.err());
      assertTrue(
          server.err().contains("\nstrongroom: the database " + url("postgres", "postgres")));
    }
  }

  private void assertRefused(String reason, String url) throws IOException {
    String[] options = options(url, 600);
    String[] arguments = new String[options.length + 1];
    arguments[0] = "serve";
    System.arraycopy(options, 0, arguments, 1, options.length);
    StringWriter err = new StringWriter();
    int code = Main.commandLine().setErr(new PrintWriter(err, true)).execute(arguments);
    assertEquals(2, code, err.toString());
    assertEquals(1, err.toString().lines().count(), err.toString());
    assertTrue(err.toString().contains("cannot be used: "), err.toString());
    assertTrue(err.toString().contains(reason), err.toString());
  }

  @Test
  void whatWaitingDoesNotMendEndsAtOnce() throws Exception {
    try (EmbeddedPostgres database = startDatabase()) {
      assertRefused("database \"missing\" does not exist", url("postgres", "missing"));
      assertRefused("role \"missing\" does not exist", url("missing", "postgres"));
      try (Connection connection = database.getPostgresDatabase().getConnection();
          Statement statement = connection.createStatement()) {
        statement.execute("CREATE ROLE guarded LOGIN PASSWORD 'right'");
        Files.writeString(
            directory.resolve("database").resolve("pg_hba.conf"),
            "host all guarded all scram-sha-256\nhost all all all trust\n");
        statement.execute("SELECT pg_reload_conf()");
      }
      assertRefused("password authentication failed", url("guarded", "postgres"));
    }
  }
}
