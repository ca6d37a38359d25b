package io.strongroom.rotators.jdbc;

import io.strongroom.rotators.RotationException;
import io.strongroom.rotators.secret.DatabaseSecret;
import io.strongroom.rotators.target.Endpoint;
import io.strongroom.rotators.target.PinnedSockets;
import io.strongroom.rotators.target.Targets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Logs in to databases with what secrets say, where that is allowed. */
public final class Logins {
  private final Database database;
  private final Targets targets;

  /** Logs in to servers of the kind {@code database}. */
  public Logins(Database database, Targets targets) {
    this.database = database;
    this.targets = targets;
  }

  /**
   * Logs in. TLS is used if the secret asks for it or says nothing; then plain text is tried only
   * if the server answers that it has no TLS, not if its certificate is wrong.
   *
   * @return the connection, which the caller closes, or null if the server refuses the user or the
   *     password
   * @throws RotationException if there is no answer to that question
   */
  public @Nullable Connection open(DatabaseSecret login) {
    Endpoint endpoint = targets.policy().allow(login.host(), login.port(database.defaultPort()));
    Boolean tls = login.tls();
    boolean first = Objects.requireNonNullElse(tls, true);
    try {
      return connect(endpoint, first, login);
    } catch (SQLException e) {
      LoginFailure failure = database.loginFailure(e, first);
      boolean retry = failure == LoginFailure.NO_TLS && tls == null && targets.plainWhereNoTls();
      return retry ? openPlain(endpoint, login) : refused(failure, e);
    }
  }

  private @Nullable Connection openPlain(Endpoint endpoint, DatabaseSecret login) {
    try {
      return connect(endpoint, false, login);
    } catch (SQLException e) {
      return refused(database.loginFailure(e, false), e);
    }
  }

  private Connection connect(Endpoint endpoint, boolean tls, DatabaseSecret login)
      throws SQLException {
    return PinnedSockets.connecting(
        endpoint, targets.limits(), () -> database.connect(endpoint, tls, login, targets));
  }

  private static @Nullable Connection refused(LoginFailure failure, SQLException e) {
    String code = " (" + SqlFailures.code(e) + ").";
    return switch (failure) {
      case CREDENTIALS -> null;
      case NO_TLS -> throw RotationException.permanent("The database has no TLS" + code);
      case UNTRUSTED ->
          throw RotationException.permanent(
              "TLS with the database failed: its certificate is not trusted, or is for another"
                  + " name"
                  + code);
      case AUTHENTICATION ->
          throw RotationException.permanent(
              "The database does not authenticate the user by its password, or asks for the"
                  + " password in plain text without TLS"
                  + code);
      case UNREACHABLE ->
          throw RotationException.retryable("The database cannot be reached now" + code);
      case OTHER -> throw RotationException.permanent("The database refused the login" + code);
    };
  }
}
