package io.strongroom.store.postgres;

import io.strongroom.store.postgres.DatabaseUrl.Host;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** Opens connections to a host of the database. */
final class Connections {

  /** What tells one run of one database server from all others. */
  private static final String IDENTITY =
      "SELECT pg_is_in_recovery(), pg_postmaster_start_time()::text || ' '"
          + " || coalesce(host(inet_server_addr()), 'local') || ' ' || current_setting('port')";

  private final PostgresOptions options;
  private final Times times;
  private final Planted planted;

  Connections(PostgresOptions options, Times times) {
    this(options, times, Planted.ofThisBuild());
  }

  Connections(PostgresOptions options, Times times, Planted planted) {
    this.options = options;
    this.times = times;
    this.planted = planted;
  }

  /** Returns what this build has of faults. */
  Planted planted() {
    return planted;
  }

  /** Returns the hosts of the database. */
  List<Host> hosts() {
    return options.url().hosts();
  }

  /** Makes a link of a connection. */
  Link link(Opened opened, long view) {
    return new Link(opened.connection(), view, planted);
  }

  /**
   * A connection, and who is at its other end.
   *
   * @param isStandby whether that only follows a primary
   * @param identity the same for all connections to one run of one server
   */
  record Opened(Connection connection, boolean isStandby, String identity) {}

  /**
   * Connects to {@code host}.
   *
   * @throws SQLException if that does not work in time
   */
  Opened open(Host host) throws SQLException {
    String url =
        "jdbc:postgresql://" + host.name() + ":" + host.port() + "/" + options.url().database();
    Connection connection = DriverManager.getConnection(url, properties());
    boolean ready = false;
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          "SET synchronous_commit = on; SET statement_timeout = 0; SET lock_timeout = "
              + times.lease().toMillis()
              + "; SET idle_in_transaction_session_timeout = "
              + times.lease().toMillis());
      try (ResultSet row = statement.executeQuery(IDENTITY)) {
        if (!row.next()) {
          throw new SQLException("the database does not say who it is");
        }
        Opened opened = new Opened(connection, row.getBoolean(1), row.getString(2));
        ready = true;
        return opened;
      }
    } finally {
      if (!ready) {
        connection.close();
      }
    }
  }

  private Properties properties() throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("user", options.url().user());
    String password = password(options.passwordFile());
    if (password != null) {
      properties.setProperty("password", password);
    }
    properties.setProperty("ApplicationName", "strongroom " + options.node());
    properties.setProperty("connectTimeout", seconds(times.connect()));
    properties.setProperty("loginTimeout", seconds(times.connect()));
    properties.setProperty("socketTimeout", seconds(times.answer()));
    properties.setProperty("tcpKeepAlive", "true");
    properties.setProperty("prepareThreshold", "1");
    switch (options.tls()) {
      case PostgresOptions.Tls.Off() -> properties.setProperty("sslmode", "disable");
      case PostgresOptions.Tls.Verified(Path authorities) -> {
        properties.setProperty("sslmode", "verify-full");
        properties.setProperty("channelBinding", "require");
        if (authorities == null) {
          properties.setProperty("sslfactory", "org.postgresql.ssl.DefaultJavaSSLFactory");
        } else {
          properties.setProperty("sslrootcert", authorities.toString());
        }
      }
    }
    return properties;
  }

  private static String seconds(Duration time) {
    return String.valueOf(Math.max(1, time.toSeconds()));
  }

  /** Read anew for each connection, so that a password can be changed while servers run. */
  private static @Nullable String password(@Nullable Path file) throws SQLException {
    if (file == null) {
      return null;
    }
    try {
      return Files.readString(file).lines().findFirst().orElse("");
    } catch (IOException e) {
      throw new SQLException("the file " + file + " with the password cannot be read", e);
    }
  }
}
