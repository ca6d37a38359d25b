package io.strongroom.rotators.postgresql;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.strongroom.keys.SensitiveBytes;
import io.strongroom.rotators.RotationException;
import io.strongroom.rotators.jdbc.Database;
import io.strongroom.rotators.jdbc.DriverLog;
import io.strongroom.rotators.jdbc.DriverPassword;
import io.strongroom.rotators.jdbc.LoginFailure;
import io.strongroom.rotators.jdbc.SqlFailures;
import io.strongroom.rotators.secret.DatabaseSecret;
import io.strongroom.rotators.secret.PasswordSettings;
import io.strongroom.rotators.target.Endpoint;
import io.strongroom.rotators.target.Limits;
import io.strongroom.rotators.target.PinnedSockets;
import io.strongroom.rotators.target.Targets;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.function.Supplier;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.postgresql.Driver;
import org.postgresql.PGConnection;
import org.postgresql.PGProperty;
import org.postgresql.util.PasswordUtil;

/**
 * PostgreSQL. New passwords are sent as verifiers that the driver computes (RFC 7677, or MD5 where
 * the server's {@code password_encryption} says so), so that no log of the server has a password.
 */
public final class Postgresql implements Database {

  /** The longest name of a role, in bytes of UTF-8: NAMEDATALEN less 1. */
  private static final int MAX_NAME = 63;

  /** Ways to log in that do not show the password to the server, or to who poses as it. */
  private static final String PROVING = "scram-sha-256,md5";

  /** LDAP, PAM and RADIUS need the password itself; with TLS the server is known. */
  private static final String PROVING_OR_SHOWING = PROVING + ",password";

  private static final String URL = "jdbc:postgresql://";
  private static final String CONNECTION_FAILURE = "08006";
  private static final String CONNECTION_REJECTED = "08004";
  private static final Driver DRIVER = new Driver();

  /** Silences the driver's own log. */
  public Postgresql() {
    DriverLog.silence("org.postgresql");
  }

  @Override
  public Set<String> engines() {
    return Set.of("postgres", "aurora-postgresql");
  }

  @Override
  public int defaultPort() {
    return 5432;
  }

  /** Leaves out the colon, too, as it separates fields of password files. */
  @Override
  public String excludedCharacters() {
    return ":" + PasswordSettings.EXCLUDED;
  }

  @Override
  public void checkUsername(String username) {
    if (username.getBytes(UTF_8).length > MAX_NAME) {
      throw RotationException.permanent(
          "The name of the other user is longer than " + MAX_NAME + " bytes.");
    }
  }

  @Override
  public Connection connect(Endpoint endpoint, boolean tls, DatabaseSecret login, Targets targets)
      throws SQLException {
    Properties properties = new Properties();
    PGProperty.PG_HOST.set(properties, endpoint.host());
    PGProperty.PG_PORT.set(properties, endpoint.port());
    String database = login.database();
    PGProperty.PG_DBNAME.set(properties, database == null ? "postgres" : database);
    PGProperty.USER.set(properties, login.username());
    PGProperty.APPLICATION_NAME.set(properties, "strongroom");
    PGProperty.AUTHENTICATION_PLUGIN_CLASS_NAME.set(properties, LoginPassword.class.getName());
    PGProperty.REQUIRE_AUTH.set(properties, tls ? PROVING_OR_SHOWING : PROVING);
    PGProperty.SOCKET_FACTORY.set(properties, PinnedSockets.class.getName());
    PGProperty.GSS_ENC_MODE.set(properties, "disable");
    PGProperty.LOG_SERVER_ERROR_DETAIL.set(properties, false);
    int seconds = Math.max(1, Limits.millis(targets.limits().read()) / 1000);
    PGProperty.SOCKET_TIMEOUT.set(properties, seconds);
    secure(properties, tls, targets.authorities());
    Connection connection = LoginPassword.connecting(login, () -> DRIVER.connect(URL, properties));
    return Objects.requireNonNull(connection, "the driver knows its own URL");
  }

  private static void secure(Properties properties, boolean tls, @Nullable Path authorities) {
    PGProperty.SSL_MODE.set(properties, tls ? "verify-full" : "disable");
    if (!tls) {
      return;
    }
    if (authorities == null) {
      PGProperty.SSL_FACTORY.set(properties, "org.postgresql.ssl.DefaultJavaSSLFactory");
    } else {
      PGProperty.SSL_ROOT_CERT.set(properties, authorities.toString());
    }
  }

  @Override
  public LoginFailure loginFailure(SQLException e, boolean tls) {
    String state = Objects.requireNonNullElse(e.getSQLState(), "");
    if (SqlFailures.hasCause(e, SSLException.class)) {
      return LoginFailure.UNTRUSTED;
    }
    if (SqlFailures.hasCause(e, IOException.class)) {
      return LoginFailure.UNREACHABLE;
    }
    if (state.equals(CONNECTION_FAILURE) && tls) {
      return LoginFailure.UNTRUSTED;
    }
    if (state.equals(CONNECTION_REJECTED)) {
      return tls ? LoginFailure.NO_TLS : LoginFailure.AUTHENTICATION;
    }
    return switch (SqlFailures.stateClass(e)) {
      case "28" -> LoginFailure.CREDENTIALS;
      default -> SqlFailures.isPassing(e) ? LoginFailure.UNREACHABLE : LoginFailure.OTHER;
    };
  }

  @Override
  public void changeOwnPassword(Connection own, DatabaseSecret pending) throws SQLException {
    alter(own, pending);
  }

  @Override
  public String account(Connection own) throws SQLException {
    return one(own, "SELECT session_user");
  }

  @Override
  public void provideUser(
      Connection superuser,
      String account,
      DatabaseSecret pending,
      Supplier<SensitiveBytes> interim)
      throws SQLException {
    if (exists(superuser, pending.username())) {
      alter(superuser, pending);
      return;
    }
    superuser.setAutoCommit(false);
    String role = identifier(superuser, pending.username());
    execute(
        superuser, "CREATE ROLE " + role + " WITH LOGIN PASSWORD " + verifier(superuser, pending));
    execute(superuser, "GRANT " + identifier(superuser, account) + " TO " + role);
    superuser.commit();
  }

  private static boolean exists(Connection connection, String role) throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement("SELECT 1 FROM pg_catalog.pg_roles WHERE rolname = ?")) {
      query.setString(1, role);
      try (ResultSet found = query.executeQuery()) {
        return found.next();
      }
    }
  }

  private static void alter(Connection connection, DatabaseSecret pending) throws SQLException {
    String role = identifier(connection, pending.username());
    execute(connection, "ALTER ROLE " + role + " WITH PASSWORD " + verifier(connection, pending));
  }

  /** Returns the verifier of the password as a literal, in the form that the server keeps. */
  private static String verifier(Connection connection, DatabaseSecret pending)
      throws SQLException {
    String encryption = one(connection, "SHOW password_encryption");
    String verifier =
        DriverPassword.chars(
            pending,
            password -> PasswordUtil.encodePassword(pending.username(), password, encryption));
    return "'" + connection.unwrap(PGConnection.class).escapeLiteral(verifier) + "'";
  }

  private static String identifier(Connection connection, String name) throws SQLException {
    return connection.unwrap(PGConnection.class).escapeIdentifier(name);
  }

  private static String one(Connection connection, String query) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(query)) {
      result.next();
      return result.getString(1);
    }
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
