package io.strongroom.store.postgres;

import io.strongroom.keys.StoreId;
import io.strongroom.store.postgres.PostgresOptions.Replication;
import io.strongroom.store.sql.CacheSizes;
import io.strongroom.store.sql.StoreHeader;
import io.strongroom.store.sql.StoreOpenException;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.InstantSource;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

/** A PostgreSQL server with as many databases as tests want. */
final class Databases implements AutoCloseable {
  private static final AtomicInteger COUNT = new AtomicInteger();

  private final EmbeddedPostgres server;

  private Databases(EmbeddedPostgres server) {
    this.server = server;
  }

  static Databases start() {
    try {
      return new Databases(
          EmbeddedPostgres.builder()
              .setServerConfig("fsync", "off")
              .setServerConfig("max_connections", "200")
              .start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Makes a database with an empty store and says how it is reached by a node. */
  PostgresOptions fresh() throws StoreOpenException {
    PostgresOptions options = empty();
    PostgresStore.create(options, header(), null);
    return options;
  }

  /** Makes a database with nothing in it. */
  PostgresOptions empty() {
    String name = "store_" + COUNT.incrementAndGet();
    execute("postgres", "CREATE DATABASE " + name);
    return options(name, "node-1");
  }

  PostgresOptions options(String database, String node) {
    return options(database, node, CacheSizes.defaults());
  }

  PostgresOptions options(String database, String node, CacheSizes caches) {
    return new PostgresOptions(
        DatabaseUrl.parse("postgres://postgres@localhost:" + server.getPort() + "/" + database),
        null,
        new PostgresOptions.Tls.Off(),
        Replication.NONE,
        node,
        caches,
        4);
  }

  static PostgresStore open(PostgresOptions options) throws StoreOpenException {
    return open(options, new Planted.None());
  }

  static PostgresStore open(PostgresOptions options, Planted planted) throws StoreOpenException {
    return PostgresStore.open(
        options,
        UUID.randomUUID().toString(),
        System::nanoTime,
        InstantSource.system(),
        () -> {},
        Times.defaults(),
        planted);
  }

  static StoreHeader header() {
    return new StoreHeader(new StoreId(new UUID(1, 2)), "a-root-key", new byte[32]);
  }

  void execute(String database, String sql) {
    try (Connection connection = connect(database);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  Connection connect(String database) throws SQLException {
    return connect("postgres", database);
  }

  Connection connect(String role, String database) throws SQLException {
    return server.getDatabase(role, database).getConnection();
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
