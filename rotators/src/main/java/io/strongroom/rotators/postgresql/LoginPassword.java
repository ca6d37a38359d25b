package io.strongroom.rotators.postgresql;

import io.strongroom.rotators.jdbc.DriverPassword;
import io.strongroom.rotators.secret.DatabaseSecret;
import org.postgresql.plugin.AuthenticationPlugin;
import org.postgresql.plugin.AuthenticationRequestType;

/**
 * Gives the driver the password as characters, which it overwrites, in place of a property, which
 * would have to be a {@code String}. The driver makes the plugin by its class name, so the login
 * comes by {@link #connecting}.
 */
public final class LoginPassword implements AuthenticationPlugin {
  private static final ScopedValue<DatabaseSecret> LOGIN = ScopedValue.newInstance();

  /** Is for the driver. */
  public LoginPassword() {}

  /** Runs {@code driver}, which on this thread gets the password of {@code login}. */
  static <R, X extends Throwable> R connecting(
      DatabaseSecret login, ScopedValue.CallableOp<R, X> driver) throws X {
    return ScopedValue.where(LOGIN, login).call(driver);
  }

  /** Returns the password; the driver overwrites the array after use. */
  @Override
  public char[] getPassword(AuthenticationRequestType type) {
    return DriverPassword.chars(LOGIN.get());
  }
}
