package io.strongroom.testkit.database;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;

/** A real server that a test started, with one table that a user may be allowed to read. */
public abstract class TestDatabase implements AutoCloseable {

  /** The superuser's password, and the first one of users; others come from the rotators. */
  public static final String FIRST_PASSWORD = "first-Passw0rd";

  public abstract String engine();

  public abstract int port();

  /** Returns everything that the server has logged. */
  public abstract String log();

  public abstract String jdbcUrl();

  public abstract String superuser();

  /** Returns the name of the table as an identifier. */
  public String table() {
    return "guarded";
  }

  /** Returns the user as statements name it. */
  public abstract String quoted(String username);

  public abstract void createUser(String username, String password);

  public abstract void dropUser(String username);

  public abstract void setPassword(String username, String password);

  /** Makes a user who may log in and nothing else. */
  public abstract void createPowerless(String username, String password);

  /** Makes a user with the rights that docs/rotators.md asks for, to rotate {@code username}. */
  public abstract void createLimitedSuperuser(String name, String username);

  /** Ends all sessions but those of the test itself. */
  public abstract void endOtherSessions();

  public abstract boolean exists(String username);

  /** Tells whether the user can log in and read the table. */
  public final boolean works(String username, String password) {
    try (Connection connection = connect(username, password);
        Statement statement = connection.createStatement()) {
      return statement.execute("SELECT * FROM " + table());
    } catch (SQLException e) {
      return false;
    }
  }

  public final Connection connect(String username, String password) throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("user", username);
    properties.setProperty("password", password);
    return DriverManager.getConnection(jdbcUrl(), properties);
  }

  public final void execute(String... statements) {
    try (Connection connection = connect(superuser(), FIRST_PASSWORD);
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Returns a secret in JSON; {@code more} are further members, with a comma before them. */
  public final String secret(String username, String password, String more) {
    return "{\"engine\": \"%s\", \"host\": \"localhost\", \"port\": %d, \"username\": %s,"
            .formatted(engine(), port(), json(username))
        + " \"password\": %s%s}".formatted(json(password), more);
  }

  public static String json(String text) {
    return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
  }

  @Override
  public abstract void close();
}
