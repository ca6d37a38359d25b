package io.strongroom.rotators.builtin;

import io.strongroom.core.secret.SecretValue;
import io.strongroom.core.secret.StagingLabel;
import io.strongroom.keys.SensitiveBytes;
import io.strongroom.rotators.Rotation;
import io.strongroom.rotators.RotationException;
import io.strongroom.rotators.jdbc.Database;
import io.strongroom.rotators.jdbc.Logins;
import io.strongroom.rotators.jdbc.SqlFailures;
import io.strongroom.rotators.secret.DatabaseSecret;
import io.strongroom.rotators.secret.PasswordSettings;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/** What both strategies for users of databases do: read the values, log in, try the login. */
final class Users {
  private static final String TEST_QUERY = "SELECT 1";

  private final Database database;
  private final Logins logins;

  Users(Database database, Logins logins) {
    this.database = database;
    this.logins = logins;
  }

  DatabaseSecret current(Rotation rotation) {
    return parsed(rotation.value(StagingLabel.CURRENT), "current");
  }

  DatabaseSecret pending(Rotation rotation) {
    return parsed(rotation.value(StagingLabel.PENDING), "pending");
  }

  /** Returns null if there is no previous value, or it is no login. */
  @Nullable DatabaseSecret previous(Rotation rotation) {
    SecretValue value = rotation.value(StagingLabel.PREVIOUS);
    try {
      return value == null ? null : parsed(value, "previous");
    } catch (RotationException e) {
      return null;
    }
  }

  DatabaseSecret superuser(Rotation rotation, String arn) {
    return parsed(rotation.currentValueOf(arn), "superuser's");
  }

  private DatabaseSecret parsed(@Nullable SecretValue value, String which) {
    return DatabaseSecret.parse(value, which, database.engines());
  }

  /** Makes a password by the rotator's rules, which the caller closes. */
  SensitiveBytes newPassword(Rotation rotation) {
    return rotation.randomPassword(
        PasswordSettings.parse(rotation.environment(), database.excludedCharacters()));
  }

  /** Makes the value for {@code username} with a new password, which the caller closes. */
  SensitiveBytes renewed(Rotation rotation, DatabaseSecret current, String username) {
    try (SensitiveBytes password = newPassword(rotation)) {
      return current.with(username, password);
    }
  }

  /** Tells whether the pending login works, so that nothing is left to do. */
  boolean worksAlready(DatabaseSecret pending) {
    try (Connection connection = logins.open(pending)) {
      return connection != null;
    } catch (SQLException e) {
      throw SqlFailures.of("the end of the session", e);
    }
  }

  /** Logs in with the pending value on a new connection and asks something. */
  void test(Rotation rotation) {
    String query = rotation.environment().getOrDefault("TEST_QUERY", TEST_QUERY);
    try (DatabaseSecret pending = pending(rotation);
        Connection connection = logins.open(pending)) {
      if (connection == null) {
        throw RotationException.permanent("The database does not take the pending login.");
      }
      try (Statement statement = connection.createStatement()) {
        statement.setMaxRows(1);
        statement.execute(query);
      }
    } catch (SQLException e) {
      throw SqlFailures.of("the test query", e);
    }
  }

  void requireSameServer(DatabaseSecret login, DatabaseSecret pending) {
    if (!login.isOfSameServer(pending, database.defaultPort())) {
      throw RotationException.permanent("The pending value is of another host or port.");
    }
  }
}
