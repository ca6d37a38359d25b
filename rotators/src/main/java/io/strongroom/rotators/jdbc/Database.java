package io.strongroom.rotators.jdbc;

import io.strongroom.keys.SensitiveBytes;
import io.strongroom.rotators.RotationException;
import io.strongroom.rotators.secret.DatabaseSecret;
import io.strongroom.rotators.target.Endpoint;
import io.strongroom.rotators.target.Targets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;
import java.util.function.Supplier;

/**
 * What differs between kinds of database servers. Each statement may be the last one that is run:
 * after any of them the login of the pending value either works in full or not at all, so that
 * doing all again leads to the end.
 */
public interface Database {

  /** Returns what the key {@code engine} of a secret may be. */
  Set<String> engines();

  /** Returns the port of secrets that name none. */
  int defaultPort();

  /** Returns the characters that new passwords do not have unless a variable says otherwise. */
  String excludedCharacters();

  /**
   * Holds the name of a user to the server's limit.
   *
   * @throws RotationException if it is too long
   */
  void checkUsername(String username);

  /**
   * Logs in. The caller closes the connection, and has {@code PinnedSockets} bound.
   *
   * @throws SQLException for {@link #loginFailure}
   */
  Connection connect(Endpoint endpoint, boolean tls, DatabaseSecret login, Targets targets)
      throws SQLException;

  /** Tells what it means that {@link #connect} threw {@code e}. */
  LoginFailure loginFailure(SQLException e, boolean tls);

  /** Gives the user of {@code own} the password of {@code pending}, with the user's own rights. */
  void changeOwnPassword(Connection own, DatabaseSecret pending) throws SQLException;

  /** Returns the account under which {@code own} is logged in, in terms of the server. */
  String account(Connection own) throws SQLException;

  /**
   * Gives the user of {@code pending} its password, and makes it first if it is not there, with the
   * rights of another.
   *
   * @param superuser a login that may do so
   * @param account the {@link #account} whose rights the user gets
   * @param interim makes the password, which is closed here, of a user that has no rights yet
   */
  void provideUser(
      Connection superuser,
      String account,
      DatabaseSecret pending,
      Supplier<SensitiveBytes> interim)
      throws SQLException;
}
