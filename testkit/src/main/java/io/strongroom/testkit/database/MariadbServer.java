package io.strongroom.testkit.database;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;
import org.mariadb.jdbc.Driver;

/** A MariaDB server of its own, from the packages of the system, that logs each statement. */
public final class MariadbServer extends TestDatabase {

  /** Set to {@code required}, tests fail and are not skipped where there is no server. */
  private static final String NEEDED = "strongroom.mariadb";

  private static final String SUPERUSER = "admin";
  private static final int MAX_ATTEMPTS = 600;
  private static final long SECONDS_TO_STOP = 30;

  private final Path directory;
  private final int port;
  private final Process process;
  private final boolean asMysql;
  private final boolean secure;

  private MariadbServer(
      Path directory, int port, Process process, boolean asMysql, boolean secure) {
    this.directory = directory;
    this.port = port;
    this.process = process;
    this.asMysql = asMysql;
    this.secure = secure;
  }

  /**
   * Starts a server in {@code directory}, or skips the test if no server is installed.
   *
   * @param asMysql whether secrets call it MySQL
   * @param options more options of the server
   */
  public static MariadbServer start(
      Path directory, @Nullable TestCertificate certificate, boolean asMysql, String... options) {
    try {
      Path data = directory.resolve("data");
      run(
          directory,
          program("mariadb-install-db"),
          "--no-defaults",
          "--auth-root-authentication-method=normal",
          "--skip-test-db",
          "--user=" + System.getProperty("user.name"),
          "--datadir=" + data);
      int port = freePort();
      List<String> command =
          new ArrayList<>(
              List.of(
                  program("mariadbd"),
                  "--no-defaults",
                  "--user=" + System.getProperty("user.name"),
                  "--datadir=" + data,
                  "--socket=" + Files.createTempFile("mariadb", ".sock"),
                  "--bind-address=127.0.0.1",
                  "--port=" + port,
                  "--character-set-server=utf8mb4",
                  "--general-log=1",
                  "--general-log-file=" + directory.resolve("general.log"),
                  "--innodb-flush-log-at-trx-commit=0"));
      if (certificate != null) {
        command.add("--ssl-cert=" + certificate.certificate());
        command.add("--ssl-key=" + certificate.key());
      }
      command.addAll(List.of(options));
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(directory.resolve("server.log").toFile())
              .start();
      MariadbServer server =
          new MariadbServer(directory, port, process, asMysql, certificate != null);
      server.prepare();
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String program(String name) {
    Stream<String> path = Stream.of(System.getenv("PATH").split(File.pathSeparator));
    String found =
        Stream.concat(path, Stream.of("/usr/sbin"))
            .map(folder -> Path.of(folder, name))
            .filter(Files::isExecutable)
            .map(Path::toString)
            .findFirst()
            .orElse("");
    String missing = "no " + name + " on PATH: install a MariaDB server";
    if ("required".equals(System.getProperty(NEEDED))) {
      Assertions.assertNotEquals("", found, missing);
    }
    Assumptions.assumeFalse(found.isEmpty(), missing);
    return found;
  }

  private static void run(Path directory, String... command) throws IOException {
    Path log = directory.resolve("install.log");
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    try {
      if (process.waitFor() != 0) {
        throw new IOException(Files.readString(log));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private void prepare() {
    for (int attempt = 0; attempt < MAX_ATTEMPTS && process.isAlive(); attempt++) {
      try (Connection connection = connect("root", "");
          var statement = connection.createStatement()) {
        String account = "'" + SUPERUSER + "'@'%'";
        statement.execute("CREATE USER " + account + " IDENTIFIED BY '" + FIRST_PASSWORD + "'");
        statement.execute("GRANT ALL ON *.* TO " + account + " WITH GRANT OPTION");
        statement.execute("GRANT PROXY ON ''@'%' TO " + account + " WITH GRANT OPTION");
        statement.execute("CREATE DATABASE `odd``name?`");
        statement.execute("CREATE TABLE `odd``name?`.guarded (value text)");
        return;
      } catch (SQLException e) {
        LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
      }
    }
    close();
    throw new IllegalStateException("the server does not start: " + log());
  }

  @Override
  public String engine() {
    return asMysql ? "mysql" : "mariadb";
  }

  @Override
  public int port() {
    return port;
  }

  @Override
  public String log() {
    try {
      Path general = directory.resolve("general.log");
      String queries = Files.exists(general) ? Files.readString(general) : "";
      return Files.readString(directory.resolve("server.log")) + queries;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String jdbcUrl() {
    return "jdbc:mariadb://127.0.0.1:" + port + "/?sslMode=" + (secure ? "trust" : "disable");
  }

  @Override
  public String superuser() {
    return SUPERUSER;
  }

  @Override
  public String table() {
    return "`odd``name?`.guarded";
  }

  @Override
  public String quoted(String username) {
    return Driver.enquoteLiteral(username) + "@'%'";
  }

  @Override
  public void createUser(String username, String password) {
    createPowerless(username, password);
    execute("GRANT SELECT ON " + table() + " TO " + quoted(username));
  }

  @Override
  public void createPowerless(String username, String password) {
    execute("CREATE USER " + quoted(username) + " IDENTIFIED BY '" + password + "'");
  }

  @Override
  public void createLimitedSuperuser(String name, String username) {
    createPowerless(name, FIRST_PASSWORD);
    execute(
        "GRANT CREATE USER ON *.* TO " + quoted(name),
        "GRANT SELECT ON mysql.* TO " + quoted(name),
        "GRANT SELECT ON " + table() + " TO " + quoted(name) + " WITH GRANT OPTION");
  }

  @Override
  public void endOtherSessions() {
    List<String> kills = new ArrayList<>();
    try (Connection connection = connect(SUPERUSER, FIRST_PASSWORD);
        var statement = connection.createStatement();
        var ids =
            statement.executeQuery(
                "SELECT id FROM information_schema.processlist"
                    + " WHERE id <> CONNECTION_ID() AND command = 'Sleep'")) {
      while (ids.next()) {
        kills.add("KILL CONNECTION " + ids.getString(1));
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    execute(kills.toArray(String[]::new));
  }

  @Override
  public void dropUser(String username) {
    execute("DROP USER " + quoted(username));
  }

  @Override
  public void setPassword(String username, String password) {
    execute("SET PASSWORD FOR " + quoted(username) + " = PASSWORD('" + password + "')");
  }

  @Override
  public boolean exists(String username) {
    try (Connection connection = connect(SUPERUSER, FIRST_PASSWORD);
        PreparedStatement query =
            connection.prepareStatement("SELECT 1 FROM mysql.user WHERE User = ?")) {
      query.setString(1, username);
      return query.executeQuery().next();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(SECONDS_TO_STOP, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
