package io.strongroom.cli.sdk;

import io.strongroom.store.postgres.DatabaseUrl;
import io.strongroom.store.postgres.PostgresOptions;
import io.strongroom.store.postgres.PostgresStore;
import io.strongroom.store.sql.CacheSizes;
import io.strongroom.store.sql.StoreHeader;
import io.strongroom.store.sql.StoreOpenException;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.InstantSource;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One PostgreSQL server for all tests of this process, with a database for each that asks. */
final class SharedDatabases {
  private static final AtomicInteger COUNT = new AtomicInteger();
  private static final int READERS = 8;

  private static @Nullable EmbeddedPostgres server;

  private SharedDatabases() {}

  private static synchronized EmbeddedPostgres server() {
    EmbeddedPostgres running = server;
    if (running == null) {
      try {
        running =
            EmbeddedPostgres.builder()
                .setServerConfig("fsync", "off")
                .setServerConfig("max_connections", "200")
                .start();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      server = running;
      Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(SharedDatabases::stop));
    }
    return running;
  }

  private static void stop() {
    try {
      server().close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Makes a store in a database of its own, and opens it. */
  static PostgresStore open(StoreHeader header) throws StoreOpenException {
    String name = "shared_" + COUNT.incrementAndGet();
    try (Connection connection = server().getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE DATABASE " + name);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    PostgresOptions options =
        new PostgresOptions(
            DatabaseUrl.parse("postgres://postgres@localhost:" + server().getPort() + "/" + name),
            null,
            new PostgresOptions.Tls.Off(),
            PostgresOptions.Replication.NONE,
            "node-1",
            CacheSizes.defaults(),
            READERS);
    PostgresStore.create(options, header, null);
    return PostgresStore.open(
        options, UUID.randomUUID().toString(), System::nanoTime, InstantSource.system(), () -> {});
  }

  /** Copies the files of the database that was made last, for those who look into them. */
  static void copyFiles(Path directory) throws IOException {
    try (Connection connection = server().getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("CHECKPOINT");
      try (var row =
          statement.executeQuery(
              "SELECT current_setting('data_directory'), oid FROM pg_database WHERE datname ="
                  + " 'shared_"
                  + COUNT.get()
                  + "'")) {
        row.next();
        copy(Path.of(row.getString(1), "base", row.getString(2)), directory);
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The server may remove files of its own meanwhile. */
  private static void copy(Path files, Path directory) throws IOException {
    Files.createDirectory(directory);
    try (Stream<Path> all = Files.list(files)) {
      for (Path each : all.toList()) {
        try {
          Files.copy(each, directory.resolve(each.getFileName()));
        } catch (NoSuchFileException e) {
          // It is gone, and there is nothing in it.
        }
      }
    }
  }
}
