package io.strongroom.rotators.builtin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.strongroom.core.secret.StagingLabel;
import io.strongroom.rotators.RotationException;
import io.strongroom.rotators.RotationException.Failure;
import io.strongroom.rotators.Rotator;
import io.strongroom.rotators.mysql.Mysql;
import io.strongroom.rotators.target.Targets;
import io.strongroom.testkit.database.MariadbServer;
import io.strongroom.testkit.database.TestCertificate;
import io.strongroom.testkit.database.TestDatabase;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The rotators for MariaDB, against a server of the system's packages. */
class MariadbRotationTest extends RotationContract {
  @TempDir private static Path directory;
  private static MariadbServer server;
  private static TestCertificate certificate;

  @BeforeAll
  static void start() {
    certificate = TestCertificate.write(directory, "localhost");
    server = MariadbServer.start(directory, certificate, false);
    server.execute(
        "INSTALL SONAME 'auth_ed25519'",
        "CREATE ROLE reader",
        "GRANT SELECT ON " + server.table() + " TO reader");
  }

  @AfterAll
  static void stop() {
    if (server != null) {
      server.close();
    }
  }

  @Override
  TestDatabase server() {
    return server;
  }

  @Override
  Targets targets() {
    return Databases.targets(certificate.certificate(), true);
  }

  @Override
  List<String> oddNames() {
    return List.of(
        "we\"ird 'na.me`",
        "$1; DROP USER admin; --",
        "back\\slash",
        "Größe 漢字",
        "a@b.c",
        "%s%d?",
        "n".repeat(74));
  }

  @Override
  int longestName() {
    return 80;
  }

  private static List<String> grants(String username) {
    List<String> lines = new ArrayList<>();
    try (Connection connection = server.connect("admin", TestDatabase.FIRST_PASSWORD);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SHOW GRANTS FOR " + server.quoted(username))) {
      while (rows.next()) {
        lines.add(
            rows.getString(1)
                .replaceFirst("IDENTIFIED (BY|VIA) .*'[^']*'", "")
                .replace(username, "?"));
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    return lines;
  }

  @Test
  void theOtherUserGetsAllRightsRolesAndLimitsOfTheFirst() {
    String user = newUser();
    String account = server.quoted(user);
    server.execute(
        "GRANT reader TO " + account + " WITH ADMIN OPTION",
        "SET DEFAULT ROLE reader FOR " + account,
        "GRANT PROCESS ON *.* TO " + account + " REQUIRE SSL WITH MAX_USER_CONNECTIONS 9",
        "GRANT UPDATE (value) ON " + server.table() + " TO " + account,
        "GRANT LOCK TABLES ON `odd``name?`.* TO " + account + " WITH GRANT OPTION",
        "GRANT PROXY ON 'a'@'b' TO " + account);
    TestSecret secret = secretOf(user);
    secret.rotate(alternating());
    assertEquals(grants(user), grants(user + "_clone"));
    assertEquals(6, grants(user).size(), grants(user).toString());
    server.execute("GRANT DELETE ON `odd``name?`.* TO " + server.quoted(user + "_clone"));
    secret.rotate(alternating());
    assertEquals(grants(user + "_clone"), grants(user));
  }

  @Test
  void theHostPartOfTheAccountIsKept() {
    String account = "'local'@'127.0.0.%'";
    server.execute(
        "CREATE USER " + account + " IDENTIFIED BY '" + TestDatabase.FIRST_PASSWORD + "'",
        "GRANT SELECT ON " + server.table() + " TO " + account);
    TestSecret secret = secretOf("local");
    secret.rotate(alternating());
    assertTrue(currentWorks(secret));
    server.execute("SHOW GRANTS FOR 'local_clone'@'127.0.0.%'");
  }

  @Test
  void anotherPluginForPasswordsIsKept() {
    server.execute(
        "CREATE USER ed@'%' IDENTIFIED VIA ed25519 USING PASSWORD('first-Passw0rd')",
        "GRANT SELECT ON " + server.table() + " TO ed@'%'");
    TestSecret secret = secretOf("ed");
    secret.rotate(alternating());
    assertTrue(currentWorks(secret));
    secret.rotate(alternating());
    secret.rotate(single());
    assertTrue(currentWorks(secret));
    server.execute("ALTER USER ed@'%' IDENTIFIED VIA ed25519 USING PASSWORD('x')");
  }

  @Test
  void aServerThatHoldsPasswordsToRulesGetsThePassword() {
    server.execute("INSTALL SONAME 'simple_password_check'");
    try {
      TestSecret secret = secretOf(newUser());
      secret.rotate(single());
      secret.rotate(alternating());
      assertTrue(currentWorks(secret));
    } finally {
      server.execute("UNINSTALL SONAME 'simple_password_check'");
    }
  }

  @Test
  void aUserWhoMustUseTlsIsRotatedOverTls() {
    String user = newUser();
    server.execute("ALTER USER " + server.quoted(user) + " REQUIRE SSL");
    TestSecret secret = secretOf(user);
    secret.rotate(single());
    assertTrue(currentWorks(secret));
    secret.overwrite(
        StagingLabel.CURRENT, secret.current().replace("\"kept\"", "\"ssl\": false, \"kept\""));
    RotationException failure = failureOfSet(single(), secret.begin());
    assertTrue(failure.getMessage().contains("takes none"), failure.getMessage());
  }

  @Test
  void aCertificateThatIsNotTrustedEndsTheRotationWithOrWithoutTheKeySsl(@TempDir Path other) {
    TestCertificate wrong = TestCertificate.write(other, "localhost");
    Targets targets = Databases.targets(wrong.certificate(), true);
    Rotator rotator = new Rotator("single", new SingleUser(Mysql.mariadb(), targets));
    String user = newUser();
    for (String ssl : List.of("", ", \"ssl\": \"true\"")) {
      TestSecret secret = new TestSecret(server.secret(user, TestDatabase.FIRST_PASSWORD, ssl));
      RotationException failure = failureOfSet(rotator, secret.begin());
      assertEquals(Failure.PERMANENT, failure.failure());
      assertTrue(failure.getMessage().contains("certificate"), failure.getMessage());
    }
  }

  @Test
  void theCertificateMustBeForTheNameInTheSecret() {
    TestSecret secret = secretOf(newUser());
    secret.overwrite(
        StagingLabel.CURRENT, secret.current().replace("\"localhost\"", "\"127.0.0.1\""));
    RotationException failure = failureOfSet(single(), secret.begin());
    assertTrue(failure.getMessage().contains("certificate"), failure.getMessage());
  }

  @Test
  void aDatabaseThatDoesNotExistIsToldByItsCode() {
    TestSecret secret =
        new TestSecret(
            server.secret(newUser(), TestDatabase.FIRST_PASSWORD, ", \"dbname\": \"nowhere\""));
    RotationException failure = failureOfSet(single(), secret.begin());
    assertTrue(failure.getMessage().contains("refused the login"), failure.getMessage());
  }

  @Test
  void aServerWithoutTlsIsUsedInPlainTextIfThatIsAllowed(@TempDir Path other) {
    try (MariadbServer plain = MariadbServer.start(other, null, true, "--skip-ssl")) {
      plain.createUser("someone", TestDatabase.FIRST_PASSWORD);
      String value = plain.secret("someone", TestDatabase.FIRST_PASSWORD, "");
      TestSecret secret = new TestSecret(value);
      Rotator strict =
          new Rotator("s", new SingleUser(Mysql.mysql(), Databases.targets(null, false)));
      RotationException failure = failureOfSet(strict, secret.begin());
      assertTrue(failure.getMessage().contains("has no TLS"), failure.getMessage());
      Rotator lenient =
          new Rotator("s", new SingleUser(Mysql.mysql(), Databases.targets(null, true)));
      secret.rotate(lenient);
      assertTrue(plain.works("someone", secret.current("password")));
      assertFalse(plain.works("someone", TestDatabase.FIRST_PASSWORD));
    }
  }
}
