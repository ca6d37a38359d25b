package io.strongroom.rotators.mysql;

import io.strongroom.keys.SensitiveBytes;
import io.strongroom.rotators.jdbc.DriverPassword;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.mariadb.jdbc.Driver;

/** How the two servers say that a password changes. */
enum Dialect {
  /**
   * MySQL takes the password itself, and leaves it out of its logs. Source: reference manual,
   * Passwords and Logging.
   */
  MYSQL {
    @Override
    void changeOwnPassword(Connection own, SensitiveBytes password) throws SQLException {
      bound(own, "ALTER USER USER() IDENTIFIED BY ?", password);
    }

    @Override
    void setPassword(Connection superuser, String statement, String plugin, SensitiveBytes password)
        throws SQLException {
      String with = plugin.isEmpty() ? "" : " WITH " + Driver.enquoteIdentifier(plugin, true);
      bound(superuser, statement + " IDENTIFIED" + with + " BY ?", password);
    }
  },

  /**
   * MariaDB logs statements as they come, so it gets the hash where the account has the plugin for
   * it and the server takes hashes; a server that holds passwords to rules takes them as they are.
   */
  MARIADB {
    @Override
    String moreLimits() {
      return ", max_statement_time";
    }

    @Override
    List<String> limits() {
      return Stream.concat(LIMITS.stream(), Stream.of("MAX_STATEMENT_TIME")).toList();
    }

    @Override
    void changeOwnPassword(Connection own, SensitiveBytes password) throws SQLException {
      try {
        execute(own, "SET PASSWORD = " + hash(password));
      } catch (SQLException e) {
        throwUnlessHashRefused(e);
        bound(own, "SET PASSWORD = PASSWORD(?)", password);
      }
    }

    @Override
    void setPassword(Connection superuser, String statement, String plugin, SensitiveBytes password)
        throws SQLException {
      if (!plugin.isEmpty() && !plugin.equals(NATIVE)) {
        String via = Driver.enquoteIdentifier(plugin, true);
        bound(superuser, statement + " IDENTIFIED VIA " + via + " USING PASSWORD(?)", password);
        return;
      }
      try {
        execute(superuser, statement + " IDENTIFIED BY PASSWORD " + hash(password));
      } catch (SQLException e) {
        throwUnlessHashRefused(e);
        bound(superuser, statement + " IDENTIFIED BY ?", password);
      }
    }
  };

  private static final List<String> LIMITS =
      List.of(
          "MAX_QUERIES_PER_HOUR",
          "MAX_UPDATES_PER_HOUR",
          "MAX_CONNECTIONS_PER_HOUR",
          "MAX_USER_CONNECTIONS");

  private static final String NATIVE = "mysql_native_password";

  /**
   * {@code ER_OPTION_PREVENTS_STATEMENT} and {@code ER_CANNOT_USER}: strict_password_validation of
   * one's own and of another's password; {@code ER_PASSWD_LENGTH}: the account has another plugin.
   */
  private static final Set<Integer> HASH_REFUSED = Set.of(1290, 1372, 1396);

  /** Gives the account of {@code own} another password. */
  abstract void changeOwnPassword(Connection own, SensitiveBytes password) throws SQLException;

  /**
   * Completes and runs {@code statement}, CREATE USER or ALTER USER with an account.
   *
   * @param plugin the account's way to log in; empty for the server's default
   */
  abstract void setPassword(
      Connection superuser, String statement, String plugin, SensitiveBytes password)
      throws SQLException;

  /** Returns the columns of {@code mysql.user} for limits that only this server has. */
  String moreLimits() {
    return "";
  }

  /** Returns the names of limits, in the order of the columns. */
  List<String> limits() {
    return LIMITS;
  }

  /** Returns the server's dialect, and readies the session: texts are quoted in the default way. */
  static Dialect of(Connection connection) throws SQLException {
    execute(connection, "SET sql_mode = '', sql_quote_show_create = 1");
    String product = connection.getMetaData().getDatabaseProductName();
    return product.equalsIgnoreCase("MariaDB") ? MARIADB : MYSQL;
  }

  private static String hash(SensitiveBytes password) {
    return "'" + NativePassword.hash(password) + "'";
  }

  private static void throwUnlessHashRefused(SQLException e) throws SQLException {
    if (!HASH_REFUSED.contains(e.getErrorCode())) {
      throw e;
    }
  }

  private static void bound(Connection connection, String sql, SensitiveBytes password)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, DriverPassword.string(password));
      statement.execute();
    }
  }

  /** Runs a statement that has no secret in it. */
  static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.setEscapeProcessing(false);
      statement.execute(sql);
    }
  }

  /** Returns the one field of the one row. */
  static String one(Connection connection, String query) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(query)) {
      if (!result.next()) {
        throw new SQLException("no row");
      }
      return result.getString(1);
    }
  }
}
