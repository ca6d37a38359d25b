package io.strongroom.rotators.mysql;

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
import java.sql.SQLException;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.function.Supplier;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.mariadb.jdbc.Driver;

/**
 * MySQL and MariaDB. Secrets name one or the other by {@code engine}; the statements are those of
 * the server that answers.
 */
public final class Mysql implements Database {

  /** Ways to log in that do not show the password to the server. */
  private static final String PROVING =
      "mysql_native_password,client_ed25519,parsec,caching_sha2_password";

  /** PAM and LDAP need the password itself; with TLS the server is known. */
  private static final String PROVING_OR_SHOWING = PROVING + ",mysql_clear_password,dialog";

  private static final Driver DRIVER = new Driver();
  private static final String CONNECTION_REJECTED = "08004";

  /** {@code ER_ACCESS_DENIED_ERROR}. */
  private static final int DENIED = 1045;

  /** {@code ER_ACCESS_DENIED_NO_PASSWORD_ERROR}. */
  private static final int DENIED_BY_PLUGIN = 1698;

  private final Set<String> engines;
  private final int longestName;

  private Mysql(Set<String> engines, int longestName) {
    this.engines = engines;
    this.longestName = longestName;
    DriverLog.silence("org.mariadb.jdbc");
  }

  /** Returns MySQL, from version 5.7 on; names of users have 32 characters at most. */
  public static Mysql mysql() {
    return new Mysql(Set.of("mysql", "aurora-mysql"), 32);
  }

  /** Returns MariaDB, from version 10.4 on; names of users have 80 characters at most. */
  public static Mysql mariadb() {
    return new Mysql(Set.of("mariadb"), 80);
  }

  @Override
  public Set<String> engines() {
    return engines;
  }

  @Override
  public int defaultPort() {
    return 3306;
  }

  @Override
  public String excludedCharacters() {
    return PasswordSettings.EXCLUDED;
  }

  @Override
  public void checkUsername(String username) {
    if (username.codePointCount(0, username.length()) > longestName) {
      throw RotationException.permanent(
          "The name of the other user is longer than " + longestName + " characters.");
    }
  }

  @Override
  public Connection connect(Endpoint endpoint, boolean tls, DatabaseSecret login, Targets targets)
      throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("user", login.username());
    properties.setProperty("socketFactory", PinnedSockets.class.getName());
    Limits limits = targets.limits();
    properties.setProperty("connectTimeout", String.valueOf(Limits.millis(limits.connect())));
    properties.setProperty("socketTimeout", String.valueOf(Limits.millis(limits.read())));
    properties.setProperty("restrictedAuth", tls ? PROVING_OR_SHOWING : PROVING);
    properties.setProperty("allowPublicKeyRetrieval", "false");
    properties.setProperty("allowLocalInfile", "false");
    properties.setProperty("permitRedirect", "false");
    properties.setProperty("maxQuerySizeToLog", "0");
    secure(properties, tls, targets.authorities());
    properties.setProperty("password", DriverPassword.string(login));
    Connection connection =
        Objects.requireNonNull(DRIVER.connect(url(endpoint), properties), "a URL of the driver");
    return in(login.database(), connection);
  }

  /** A host was held to the characters of names and addresses when it was allowed. */
  private static String url(Endpoint endpoint) {
    return "jdbc:mariadb://address=(host=" + endpoint.host() + ")(port=" + endpoint.port() + ")/";
  }

  /** The name of a database may have any character, so it does not go into the URL. */
  private static Connection in(@Nullable String database, Connection connection)
      throws SQLException {
    if (database == null) {
      return connection;
    }
    try {
      connection.setCatalog(database);
      return connection;
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }

  private static void secure(Properties properties, boolean tls, @Nullable Path authorities) {
    properties.setProperty("sslMode", tls ? "verify-full" : "disable");
    properties.setProperty("fallbackToSystemKeyStore", "false");
    if (tls && authorities != null) {
      properties.setProperty("serverSslCert", authorities.toString());
      properties.setProperty("fallbackToSystemTrustStore", "false");
    }
  }

  @Override
  public LoginFailure loginFailure(SQLException e, boolean tls) {
    String state = Objects.requireNonNullElse(e.getSQLState(), "");
    int number = e.getErrorCode();
    if (number == DENIED || number == DENIED_BY_PLUGIN) {
      return LoginFailure.CREDENTIALS;
    }
    if (SqlFailures.hasCause(e, SSLException.class)) {
      return LoginFailure.UNTRUSTED;
    }
    if (SqlFailures.hasCause(e, IOException.class)) {
      return LoginFailure.UNREACHABLE;
    }
    if (state.equals(CONNECTION_REJECTED) && number <= 0) {
      return LoginFailure.AUTHENTICATION;
    }
    boolean ofDriver = SqlFailures.stateClass(e).equals("08") && number <= 0;
    if (ofDriver && tls) {
      return LoginFailure.NO_TLS;
    }
    return SqlFailures.isPassing(e) ? LoginFailure.UNREACHABLE : LoginFailure.OTHER;
  }

  @Override
  public void changeOwnPassword(Connection own, DatabaseSecret pending) throws SQLException {
    try (SensitiveBytes password = pending.password()) {
      Dialect.of(own).changeOwnPassword(own, password);
    }
  }

  @Override
  public String account(Connection own) throws SQLException {
    return Dialect.one(own, "SELECT CURRENT_USER()");
  }

  @Override
  public void provideUser(
      Connection superuser,
      String account,
      DatabaseSecret pending,
      Supplier<SensitiveBytes> interim)
      throws SQLException {
    try (SensitiveBytes password = pending.password()) {
      UserCopy.of(superuser, Account.parse(account), pending.username()).run(password, interim);
    }
  }
}
