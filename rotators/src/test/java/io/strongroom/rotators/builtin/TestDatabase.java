package io.strongroom.rotators.builtin;

import io.strongroom.rotators.jdbc.Database;
import io.strongroom.rotators.target.Limits;
import io.strongroom.rotators.target.Network;
import io.strongroom.rotators.target.TargetPolicy;
import io.strongroom.rotators.target.Targets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A real server that a test started, with one table that a user may be allowed to read. */
abstract class TestDatabase implements AutoCloseable {

  /** The superuser's password, and the first one of users; others come from the rotators. */
  static final String FIRST_PASSWORD = "first-Passw0rd";

  abstract Database database();

  abstract String engine();

  abstract int port();

  /** Returns everything that the server has logged. */
  abstract String log();

  abstract String jdbcUrl();

  abstract String superuser();

  /** Returns the name of the table as an identifier. */
  String table() {
    return "guarded";
  }

  /** Returns the user as statements name it. */
  abstract String quoted(String username);

  abstract void createUser(String username, String password);

  abstract void dropUser(String username);

  abstract void setPassword(String username, String password);

  /** Makes a user who may log in and nothing else. */
  abstract void createPowerless(String username, String password);

  /** Makes a user with the rights that docs/rotators.md asks for, to rotate {@code username}. */
  abstract void createLimitedSuperuser(String name, String username);

  /** Ends all sessions but those of the test itself. */
  abstract void endOtherSessions();

  abstract boolean exists(String username);

  /** Tells whether the user can log in and read the table. */
  final boolean works(String username, String password) {
    try (Connection connection = connect(username, password);
        Statement statement = connection.createStatement()) {
      return statement.execute("SELECT * FROM " + table());
    } catch (SQLException e) {
      return false;
    }
  }

  final Connection connect(String username, String password) throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("user", username);
    properties.setProperty("password", password);
    return DriverManager.getConnection(jdbcUrl(), properties);
  }

  final void execute(String... statements) {
    try (Connection connection = connect(superuser(), FIRST_PASSWORD);
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Returns targets that allow this machine, trusting {@code authorities}. */
  static Targets targets(@Nullable Path authorities, boolean plainWhereNoTls) {
    TargetPolicy policy =
        TargetPolicy.of(List.of(Network.parse("127.0.0.0/8"), Network.parse("::1/128")), Set.of());
    return new Targets(policy, authorities, plainWhereNoTls, Limits.DEFAULT);
  }

  /** Returns a secret in JSON; {@code more} are further members, with a comma before them. */
  final String secret(String username, String password, String more) {
    return "{\"engine\": \"%s\", \"host\": \"localhost\", \"port\": %d, \"username\": %s,"
            .formatted(engine(), port(), json(username))
        + " \"password\": %s%s}".formatted(json(password), more);
  }

  static String json(String text) {
    return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
  }

  @Override
  public abstract void close();
}
