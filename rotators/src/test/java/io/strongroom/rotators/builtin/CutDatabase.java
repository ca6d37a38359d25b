package io.strongroom.rotators.builtin;

import io.strongroom.keys.SensitiveBytes;
import io.strongroom.rotators.jdbc.Database;
import io.strongroom.rotators.jdbc.LoginFailure;
import io.strongroom.rotators.secret.DatabaseSecret;
import io.strongroom.rotators.target.Endpoint;
import io.strongroom.rotators.target.Targets;
import java.io.Serial;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;
import java.util.function.Supplier;

/**
 * A database whose client dies: before or after the statement of a given number, everything stops,
 * and the connections are gone. What the server did stays. Or it is the server that ends sessions
 * at that moment, and the client goes on.
 */
final class CutDatabase implements Database {

  /** The client is dead. */
  static final class Cut extends Error {
    @Serial private static final long serialVersionUID = 1L;
  }

  private final Database real;
  private final int fatal;
  private final boolean after;
  private int statements;
  private boolean cut;
  private boolean dead;

  private final Runnable end;

  private CutDatabase(Database real, int fatal, boolean after, Runnable end) {
    this.real = real;
    this.fatal = fatal;
    this.after = after;
    this.end = end;
  }

  static CutDatabase dyingClient(Database real, int fatal, boolean after) {
    return new CutDatabase(
        real,
        fatal,
        after,
        () -> {
          throw new Cut();
        });
  }

  /** Runs {@code end} before the statement, which the client sends all the same. */
  static CutDatabase endingServer(Database real, int fatal, Runnable end) {
    return new CutDatabase(real, fatal, false, end);
  }

  /** Tells whether the statement was reached. */
  boolean isCut() {
    return cut;
  }

  @Override
  public Connection connect(Endpoint endpoint, boolean tls, DatabaseSecret login, Targets targets)
      throws SQLException {
    return proxy(Connection.class, real.connect(endpoint, tls, login, targets));
  }

  private <T> T proxy(Class<T> type, T target) {
    Object proxy =
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (_, method, arguments) -> call(target, method, arguments));
    return type.cast(proxy);
  }

  private Object call(Object target, Method method, Object[] arguments) throws Throwable {
    boolean runs = method.getName().startsWith("execute") || method.getName().equals("commit");
    boolean last = runs && ++statements == fatal;
    if (dead && !method.getName().equals("close")) {
      throw new Cut();
    }
    cutIf(last && !after);
    Object result;
    try {
      result = method.invoke(target, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
    cutIf(last && after);
    return switch (result) {
      case PreparedStatement statement -> proxy(PreparedStatement.class, statement);
      case Statement statement -> proxy(Statement.class, statement);
      case null, default -> result;
    };
  }

  private void cutIf(boolean moment) {
    if (!moment) {
      return;
    }
    cut = true;
    try {
      end.run();
    } catch (Cut e) {
      dead = true;
      throw e;
    }
  }

  @Override
  public Set<String> engines() {
    return real.engines();
  }

  @Override
  public int defaultPort() {
    return real.defaultPort();
  }

  @Override
  public String excludedCharacters() {
    return real.excludedCharacters();
  }

  @Override
  public void checkUsername(String username) {
    real.checkUsername(username);
  }

  @Override
  public LoginFailure loginFailure(SQLException e, boolean tls) {
    return real.loginFailure(e, tls);
  }

  @Override
  public void changeOwnPassword(Connection own, DatabaseSecret pending) throws SQLException {
    real.changeOwnPassword(own, pending);
  }

  @Override
  public String account(Connection own) throws SQLException {
    return real.account(own);
  }

  @Override
  public void provideUser(
      Connection superuser,
      String account,
      DatabaseSecret pending,
      Supplier<SensitiveBytes> interim)
      throws SQLException {
    real.provideUser(superuser, account, pending, interim);
  }
}
