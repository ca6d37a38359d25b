package io.strongroom.testkit.database;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** A PostgreSQL server of its own, that logs each statement. */
public final class PostgresqlServer extends TestDatabase {
  private static final String SUPERUSER = "postgres";
  private static final int MAX_ATTEMPTS = 500;

  private final Path log;
  private final EmbeddedPostgres server;

  private PostgresqlServer(Path log, EmbeddedPostgres server) {
    this.log = log;
    this.server = server;
  }

  /**
   * Starts a server in {@code directory}.
   *
   * @param access lines of {@code pg_hba.conf} that go before those which ask for SCRAM
   */
  public static PostgresqlServer start(Path directory, TestCertificate certificate, String access) {
    Path log = directory.resolve("server.log");
    Path data = directory.resolve("data");
    try {
      EmbeddedPostgres server =
          EmbeddedPostgres.builder()
              .setDataDirectory(data)
              .setServerConfig("log_statement", "all")
              .setServerConfig("log_min_error_statement", "debug5")
              .setServerConfig("fsync", "off")
              .setErrorRedirector(ProcessBuilder.Redirect.appendTo(log.toFile()))
              .setOutputRedirector(ProcessBuilder.Redirect.appendTo(log.toFile()))
              .start();
      PostgresqlServer started = new PostgresqlServer(log, server);
      started.prepare(data, certificate, access);
      started.awaitTls();
      return started;
    } catch (IOException | SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private void prepare(Path data, TestCertificate certificate, String access) throws IOException {
    String all = "host all all all scram-sha-256\n";
    try (Connection connection = server.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("ALTER ROLE postgres PASSWORD '" + FIRST_PASSWORD + "'");
      statement.execute("CREATE TABLE guarded (value text)");
      copy(certificate.certificate(), data.resolve("server.crt"));
      copy(certificate.key(), data.resolve("server.key"));
      Files.writeString(data.resolve("pg_hba.conf"), access + all);
      statement.execute("ALTER SYSTEM SET ssl = on");
      statement.execute("SELECT pg_reload_conf()");
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Reloading goes by a signal; new connections show when it was heard. */
  private void awaitTls() throws SQLException {
    for (int attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
      try (Connection connection = connect(SUPERUSER, FIRST_PASSWORD);
          Statement statement = connection.createStatement();
          ResultSet ssl = statement.executeQuery("SHOW ssl")) {
        if (ssl.next() && ssl.getString(1).equals("on")) {
          return;
        }
      }
      LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
    }
    close();
    throw new IllegalStateException("the server did not turn TLS on: " + log());
  }

  private static void copy(Path from, Path to) throws IOException {
    Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING);
    Files.setPosixFilePermissions(to, PosixFilePermissions.fromString("rw-------"));
  }

  @Override
  public String engine() {
    return "postgres";
  }

  @Override
  public int port() {
    return server.getPort();
  }

  @Override
  public String log() {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String jdbcUrl() {
    return "jdbc:postgresql://localhost:" + port() + "/postgres";
  }

  @Override
  public String superuser() {
    return SUPERUSER;
  }

  @Override
  public String quoted(String username) {
    return "\"" + username.replace("\"", "\"\"") + "\"";
  }

  private static String literal(String text) {
    return "'" + text.replace("'", "''") + "'";
  }

  @Override
  public void createUser(String username, String password) {
    createPowerless(username, password);
    execute("GRANT SELECT ON guarded TO " + quoted(username));
  }

  @Override
  public void createPowerless(String username, String password) {
    execute("CREATE ROLE " + quoted(username) + " LOGIN PASSWORD " + literal(password));
  }

  @Override
  public void createLimitedSuperuser(String name, String username) {
    createPowerless(name, FIRST_PASSWORD);
    execute(
        "ALTER ROLE " + quoted(name) + " CREATEROLE",
        "GRANT " + quoted(username) + " TO " + quoted(name) + " WITH ADMIN OPTION");
  }

  @Override
  public void endOtherSessions() {
    execute(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            + " WHERE application_name = 'strongroom'");
  }

  @Override
  public void dropUser(String username) {
    execute("DROP OWNED BY " + quoted(username), "DROP ROLE " + quoted(username));
  }

  @Override
  public void setPassword(String username, String password) {
    execute("ALTER ROLE " + quoted(username) + " PASSWORD " + literal(password));
  }

  @Override
  public boolean exists(String username) {
    try (Connection connection = connect(SUPERUSER, FIRST_PASSWORD);
        PreparedStatement query =
            connection.prepareStatement("SELECT 1 FROM pg_roles WHERE rolname = ?")) {
      query.setString(1, username);
      return query.executeQuery().next();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
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
