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
import org.jspecify.annotations.Nullable;

/**
 * One user changes its own password. Between the change and the move of the label, readers fail.
 */
final class SingleUser implements Strategy {
  private final Database database;
  private final Logins logins;
  private final Users users;

  SingleUser(Database database, Targets targets) {
    this.database = database;
    this.logins = new Logins(database, targets);
    this.users = new Users(database, logins);
  }

  @Override
  public SensitiveBytes newValue(Rotation rotation) {
    try (DatabaseSecret current = users.current(rotation)) {
      return users.renewed(rotation, current, current.username());
    }
  }

  @Override
  public void set(Rotation rotation) {
    try (DatabaseSecret current = users.current(rotation);
        DatabaseSecret pending = users.pending(rotation)) {
      if (users.worksAlready(pending)) {
        return;
      }
      requireSameUser(current, pending);
      change(rotation, current, pending);
    }
  }

  private void change(Rotation rotation, DatabaseSecret current, DatabaseSecret pending) {
    try (Connection own = login(rotation, current, pending)) {
      database.changeOwnPassword(own, pending);
    } catch (SQLException e) {
      throw SqlFailures.of("the change of the password", e);
    }
  }

  private Connection login(Rotation rotation, DatabaseSecret current, DatabaseSecret pending) {
    Connection own = logins.open(current);
    if (own == null) {
      own = loginAsBefore(rotation, pending);
    }
    if (own == null) {
      throw RotationException.permanent(
          "The database takes none of the pending, the current and the previous login.");
    }
    return own;
  }

  private @Nullable Connection loginAsBefore(Rotation rotation, DatabaseSecret pending) {
    try (DatabaseSecret previous = users.previous(rotation)) {
      if (previous == null) {
        return null;
      }
      requireSameUser(previous, pending);
      return logins.open(previous);
    }
  }

  /** Else whoever writes the pending value would have the password of another user changed. */
  private void requireSameUser(DatabaseSecret login, DatabaseSecret pending) {
    if (!login.username().equals(pending.username())) {
      throw RotationException.permanent("The pending value is of another user.");
    }
    users.requireSameServer(login, pending);
  }

  @Override
  public void test(Rotation rotation) {
    users.test(rotation);
  }
}
