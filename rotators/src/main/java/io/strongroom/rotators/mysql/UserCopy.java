package io.strongroom.rotators.mysql;

import io.strongroom.keys.SensitiveBytes;
import io.strongroom.rotators.RotationException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.mariadb.jdbc.Driver;

/**
 * Makes an account like another. Each statement is a transaction of its own on these servers, so
 * the order is what counts: a new account has a password that nobody knows until it has all rights,
 * and the pending password comes last. So that login works in full or not at all.
 */
final class UserCopy {
  /** The column of the first limit in the query for traits. */
  private static final int FIRST_LIMIT = 6;

  private final Connection superuser;
  private final Dialect dialect;
  private final Account original;
  private final Account copy;

  private UserCopy(Connection superuser, Dialect dialect, Account original, Account copy) {
    this.superuser = superuser;
    this.dialect = dialect;
    this.original = original;
    this.copy = copy;
  }

  /** Prepares to make {@code username} like {@code original}, for the same hosts. */
  static UserCopy of(Connection superuser, Account original, String username) throws SQLException {
    if (original.user().isEmpty()) {
      throw RotationException.permanent("The current user has no account of its own.");
    }
    Account copy = new Account(username, original.host());
    return new UserCopy(superuser, Dialect.of(superuser), original, copy);
  }

  /** Makes the account if it is not there, copies the rights, and sets the password. */
  void run(SensitiveBytes password, Supplier<SensitiveBytes> interim) throws SQLException {
    String account = copy.quoted();
    Traits traits = traits();
    if (!exists(copy)) {
      try (SensitiveBytes unknown = interim.get()) {
        dialect.setPassword(superuser, "CREATE USER " + account, traits.plugin(), unknown);
      }
    }
    copyGrants(account);
    if (dialect == Dialect.MYSQL) {
      copyDefaultRoles(account);
    }
    Dialect.execute(superuser, "ALTER USER " + account + traits.clauses());
    dialect.setPassword(superuser, "ALTER USER " + account, traits.plugin(), password);
  }

  /**
   * What an account has beside rights.
   *
   * @param plugin how it logs in; may be empty for the server's default
   * @param clauses what TLS it needs and what limits it has
   */
  private record Traits(String plugin, String clauses) {}

  private Traits traits() throws SQLException {
    String query =
        "SELECT plugin, ssl_type, ssl_cipher, x509_issuer, x509_subject, max_questions,"
            + " max_updates, max_connections, max_user_connections"
            + dialect.moreLimits()
            + " FROM mysql.user WHERE User = ? AND Host = ?";
    try (PreparedStatement statement = superuser.prepareStatement(query)) {
      statement.setString(1, original.user());
      statement.setString(2, original.host());
      try (ResultSet row = statement.executeQuery()) {
        if (!row.next()) {
          throw RotationException.permanent("The current user has no account of its own.");
        }
        return new Traits(row.getString(1), requirement(row) + limits(row));
      }
    }
  }

  private static String requirement(ResultSet row) throws SQLException {
    return switch (row.getString(2)) {
      case "" -> " REQUIRE NONE";
      case "ANY" -> " REQUIRE SSL";
      case "X509" -> " REQUIRE X509";
      default ->
          " REQUIRE"
              + option(" CIPHER ", row.getString(3))
              + option(" ISSUER ", row.getString(4))
              + option(" SUBJECT ", row.getString(5));
    };
  }

  private String limits(ResultSet row) throws SQLException {
    StringBuilder clause = new StringBuilder(" WITH");
    int column = FIRST_LIMIT;
    for (String limit : dialect.limits()) {
      clause.append(' ').append(limit).append(' ').append(row.getString(column++));
    }
    return clause.toString();
  }

  private static String option(String name, String value) {
    return value.isEmpty() ? "" : name + Driver.enquoteLiteral(value);
  }

  private boolean exists(Account account) throws SQLException {
    String query = "SELECT 1 FROM mysql.user WHERE User = ? AND Host = ?";
    try (PreparedStatement statement = superuser.prepareStatement(query)) {
      statement.setString(1, account.user());
      statement.setString(2, account.host());
      try (ResultSet found = statement.executeQuery()) {
        return found.next();
      }
    }
  }

  private void copyGrants(String account) throws SQLException {
    for (String line : column("SHOW GRANTS FOR " + original.quoted())) {
      String grant = Grant.copied(line, original, account);
      if (grant != null) {
        Dialect.execute(superuser, grant);
      }
    }
  }

  /** MariaDB has the default role among the grants. */
  private void copyDefaultRoles(String account) throws SQLException {
    List<String> roles = new ArrayList<>();
    String query =
        "SELECT DEFAULT_ROLE_USER, DEFAULT_ROLE_HOST FROM mysql.default_roles"
            + " WHERE USER = ? AND HOST = ?";
    try (PreparedStatement statement = superuser.prepareStatement(query)) {
      statement.setString(1, original.user());
      statement.setString(2, original.host());
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          roles.add(new Account(row.getString(1), row.getString(2)).quoted());
        }
      }
    }
    if (!roles.isEmpty()) {
      String all = String.join(", ", roles);
      Dialect.execute(superuser, "SET DEFAULT ROLE " + all + " TO " + account);
    }
  }

  private List<String> column(String query) throws SQLException {
    List<String> lines = new ArrayList<>();
    try (Statement statement = superuser.createStatement()) {
      statement.setEscapeProcessing(false);
      try (ResultSet rows = statement.executeQuery(query)) {
        while (rows.next()) {
          lines.add(rows.getString(1));
        }
      }
    }
    return lines;
  }
}
