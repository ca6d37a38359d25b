package io.strongroom.rotators.builtin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.strongroom.core.rotation.run.RotationStep;
import io.strongroom.core.secret.StagingLabel;
import io.strongroom.rotators.Rotation;
import io.strongroom.rotators.RotationException;
import io.strongroom.rotators.RotationException.Failure;
import io.strongroom.rotators.Rotator;
import io.strongroom.rotators.postgresql.Postgresql;
import io.strongroom.rotators.target.Targets;
import io.strongroom.testkit.database.PostgresqlServer;
import io.strongroom.testkit.database.TestCertificate;
import io.strongroom.testkit.database.TestDatabase;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The rotators for PostgreSQL, against a server that a package of the build brings. */
class PostgresqlRotationTest extends RotationContract {

  /** By name: who is trusted, who must not use TLS, who must, and who has an MD5 password. */
  private static final String ACCESS =
      """
      host all trusted all trust
      host all "trusted_clone" all trust
      hostnossl all plain all scram-sha-256
      hostssl all plain all reject
      hostssl all secure all scram-sha-256
      hostnossl all secure all reject
      host all cleartext all password
      host all old all md5
      """;

  @TempDir private static Path directory;
  private static PostgresqlServer server;
  private static TestCertificate certificate;

  @BeforeAll
  static void start() {
    certificate = TestCertificate.write(directory, "localhost");
    server = PostgresqlServer.start(directory, certificate, ACCESS);
  }

  @AfterAll
  static void stop() {
    server.close();
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
        "$1; DROP ROLE postgres; --",
        "back\\slash",
        "Größe 漢字",
        "%s%d?",
        "n".repeat(57),
        "漢".repeat(19));
  }

  @Override
  int longestName() {
    return 63;
  }

  @Test
  void anMd5ServerGetsAnMd5Verifier() {
    server.execute("ALTER SYSTEM SET password_encryption = 'md5'", "SELECT pg_reload_conf()");
    try {
      server.createUser("old", TestDatabase.FIRST_PASSWORD);
      TestSecret secret = secretOf("old");
      secret.rotate(single());
      assertTrue(currentWorks(secret));
      assertTrue(server.log().contains("ALTER ROLE \"old\" WITH PASSWORD 'md5"));
    } finally {
      server.execute("ALTER SYSTEM RESET password_encryption", "SELECT pg_reload_conf()");
    }
  }

  @Test
  void aServerThatTrustsEverybodyIsNotTakenForOneThatKnowsThePassword() {
    server.createUser("trusted", TestDatabase.FIRST_PASSWORD);
    RotationException failure = failureOfSet(single(), secretOf("trusted").begin());
    assertEquals(Failure.PERMANENT, failure.failure());
    assertTrue(failure.getMessage().contains("does not authenticate"), failure.getMessage());
  }

  @Test
  void thePasswordIsShownToAServerThatIsKnownByTlsAndToNoOther() {
    server.createUser("cleartext", TestDatabase.FIRST_PASSWORD);
    TestSecret secret = secretOf("cleartext");
    secret.rotate(single());
    assertTrue(currentWorks(secret));
    secret.overwrite(
        StagingLabel.CURRENT, secret.current().replace("\"kept\"", "\"ssl\": false, \"kept\""));
    RotationException failure = failureOfSet(single(), secret.begin());
    assertTrue(failure.getMessage().contains("plain text"), failure.getMessage());
  }

  @Test
  void aUserWhoMustUseTlsIsRotatedOverTls() {
    server.createUser("secure", TestDatabase.FIRST_PASSWORD);
    TestSecret secret = secretOf("secure");
    secret.rotate(single());
    assertTrue(currentWorks(secret));
  }

  @Test
  void plainTextIsUsedWhereTheSecretSaysSo() {
    server.createUser("plain", TestDatabase.FIRST_PASSWORD);
    TestSecret secret =
        new TestSecret(server.secret("plain", TestDatabase.FIRST_PASSWORD, ", \"ssl\": \"False\""));
    secret.rotate(single());
    assertFalse(previousWorks(secret));
    assertEquals("False", secret.current("ssl"));
  }

  @Test
  void aCertificateThatIsNotTrustedEndsTheRotationWithOrWithoutTheKeySsl(@TempDir Path other) {
    TestCertificate wrong = TestCertificate.write(other, "localhost");
    Targets targets = Databases.targets(wrong.certificate(), true);
    Rotator rotator = new Rotator("single", new SingleUser(new Postgresql(), targets));
    String user = newUser();
    for (String ssl : List.of("", ", \"ssl\": true")) {
      TestSecret secret = new TestSecret(server.secret(user, TestDatabase.FIRST_PASSWORD, ssl));
      RotationException failure = failureOfSet(rotator, secret.begin());
      assertEquals(Failure.PERMANENT, failure.failure());
      assertTrue(failure.getMessage().contains("certificate"), failure.getMessage());
    }
  }

  @Test
  void theCertificateMustBeForTheNameInTheSecret() {
    String user = newUser();
    TestSecret secret = secretOf(user);
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
    assertEquals("The database refused the login (SQLSTATE 3D000).", failure.getMessage());
  }

  @Test
  void theTestQueryCanBeChosen() {
    TestSecret secret = secretOf(newUser());
    secret.environment.put("TEST_QUERY", "SELECT value FROM guarded");
    secret.rotate(single());
    secret.environment.put("TEST_QUERY", "SELECT 1 FROM nowhere");
    Rotation rotation = secret.begin();
    single().run(RotationStep.CREATE_SECRET, rotation);
    single().run(RotationStep.SET_SECRET, rotation);
    RotationException failure = failureOf(single(), RotationStep.TEST_SECRET, rotation);
    assertEquals("The database refused the test query (SQLSTATE 42P01).", failure.getMessage());
  }
}
