package io.strongroom.rotators.builtin;

import io.strongroom.keys.SensitiveBytes;
import io.strongroom.rotators.Rotation;
import io.strongroom.rotators.RotationException;
import io.strongroom.rotators.Strategy;
import io.strongroom.rotators.jdbc.Database;
import io.strongroom.rotators.jdbc.Logins;
import io.strongroom.rotators.jdbc.SqlFailures;
import io.strongroom.rotators.secret.DatabaseSecret;
import io.strongroom.rotators.target.Targets;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * Two users take turns: each rotation gives the one that is not current a new password, so that the
 * login which readers still have works for one period more. A superuser, whose login is in another
 * secret, makes and changes users.
 */
final class AlternatingUsers implements Strategy {
  private static final String SUFFIX = "_clone";

  private final Database database;
  private final Logins logins;
  private final Users users;

  AlternatingUsers(Database database, Targets targets) {
    this.database = database;
    this.logins = new Logins(database, targets);
    this.users = new Users(database, logins);
  }

  @Override
  public SensitiveBytes newValue(Rotation rotation) {
    try (DatabaseSecret current = users.current(rotation)) {
      String other = other(current.username());
      database.checkUsername(other);
      return users.renewed(rotation, current, other);
    }
  }

  /** Returns the name of the user whose turn it is after {@code username}. */
  static String other(String username) {
    return username.endsWith(SUFFIX) && username.length() > SUFFIX.length()
        ? username.substring(0, username.length() - SUFFIX.length())
        : username + SUFFIX;
  }

  @Override
  public void set(Rotation rotation) {
    try (DatabaseSecret current = users.current(rotation);
        DatabaseSecret pending = users.pending(rotation)) {
      if (users.worksAlready(pending)) {
        return;
      }
      if (!other(current.username()).equals(pending.username())) {
        throw RotationException.permanent("The pending value is not of the other user.");
      }
      users.requireSameServer(current, pending);
      provide(rotation, currentAccount(current), current, pending);
    }
  }

  /**
   * Logs in as the current user first: else whoever can write the secret, and knows no password,
   * would have the superuser act on a user of their choice.
   */
  private String currentAccount(DatabaseSecret current) {
    try (Connection connection = logins.open(current)) {
      if (connection == null) {
        throw RotationException.permanent("The database does not take the current login.");
      }
      return database.account(connection);
    } catch (SQLException e) {
      throw SqlFailures.of("the question for the account", e);
    }
  }

  private void provide(
      Rotation rotation, String account, DatabaseSecret current, DatabaseSecret pending) {
    String arn = current.superuserArn();
    if (arn == null) {
      throw RotationException.permanent("The current value has no key masterarn.");
    }
    try (DatabaseSecret superuser = users.superuser(rotation, arn)) {
      requireSameHost(current, superuser);
      try (Connection connection = logins.open(superuser)) {
        if (connection == null) {
          throw RotationException.permanent("The database does not take the superuser's login.");
        }
        database.provideUser(connection, account, pending, () -> users.newPassword(rotation));
      }
    } catch (SQLException e) {
      throw SqlFailures.of("the change of the other user", e);
    }
  }

  private static void requireSameHost(DatabaseSecret current, DatabaseSecret superuser) {
    if (!current.isOfSameHost(superuser)) {
      throw RotationException.permanent("The superuser's value is of another host.");
    }
  }

  @Override
  public void test(Rotation rotation) {
    users.test(rotation);
  }
}
