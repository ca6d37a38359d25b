package io.strongroom.rotators.builtin;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.strongroom.core.rotation.run.RotationStep;
import io.strongroom.core.secret.SecretValue;
import io.strongroom.core.secret.StagingLabel;
import io.strongroom.rotators.Rotation;
import io.strongroom.rotators.RotationException;
import io.strongroom.rotators.RotationException.Failure;
import io.strongroom.rotators.Rotator;
import io.strongroom.rotators.jdbc.Database;
import io.strongroom.rotators.target.Targets;
import io.strongroom.testkit.database.TestDatabase;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What rotation means for every kind of database, tried against a real server. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class RotationContract {
  static final String SUPERUSER_ARN = "arn:aws:secretsmanager:eu-west-1:123456789012:secret:su";

  /** More statements than any step runs. */
  private static final int MANY_STATEMENTS = 50;

  private static final AtomicInteger NUMBER = new AtomicInteger();

  abstract TestDatabase server();

  /** Returns the targets, with the server's certificate trusted. */
  abstract Targets targets();

  final String newUser() {
    String username = "user" + NUMBER.incrementAndGet();
    server().createUser(username, TestDatabase.FIRST_PASSWORD);
    return username;
  }

  final Rotator single() {
    return single(Databases.of(server()));
  }

  final Rotator single(Database database) {
    return new Rotator("single", new SingleUser(database, targets()));
  }

  final Rotator alternating() {
    return alternating(Databases.of(server()));
  }

  final Rotator alternating(Database database) {
    return new Rotator("alternating", new AlternatingUsers(database, targets()));
  }

  /** Returns a secret for a user whose password is the first one. */
  final TestSecret secretOf(String username) {
    TestSecret secret =
        new TestSecret(
            server()
                .secret(
                    username,
                    TestDatabase.FIRST_PASSWORD,
                    ", \"masterarn\": \"" + SUPERUSER_ARN + "\", \"kept\": [1, {\"a\": null}]"));
    secret.others.put(SUPERUSER_ARN, superuserSecret());
    return secret;
  }

  final String superuserSecret() {
    return server().secret(server().superuser(), TestDatabase.FIRST_PASSWORD, "");
  }

  final boolean currentWorks(TestSecret secret) {
    return server().works(secret.current("username"), secret.current("password"));
  }

  final boolean previousWorks(TestSecret secret) {
    String previous = secret.text(StagingLabel.PREVIOUS);
    return server()
        .works(TestSecret.member(previous, "username"), TestSecret.member(previous, "password"));
  }

  static RotationException failureOf(Rotator rotator, RotationStep step, Rotation rotation) {
    RotationException failure =
        assertThrows(RotationException.class, () -> rotator.run(step, rotation));
    assertNull(failure.getCause(), "texts of databases may quote statements");
    for (StagingLabel label : List.of(StagingLabel.CURRENT, StagingLabel.PENDING)) {
      try (SecretValue value = rotation.value(label)) {
        String text = value == null ? "" : value.bytes().use(utf8 -> new String(utf8, UTF_8));
        String password = TestSecret.member(text, "password");
        assertFalse(failure.getMessage().contains(password), "a password is in the message");
      }
    }
    return failure;
  }

  /** Runs the first step, then expects the second to fail. */
  static RotationException failureOfSet(Rotator rotator, Rotation rotation) {
    rotator.run(RotationStep.CREATE_SECRET, rotation);
    return failureOf(rotator, RotationStep.SET_SECRET, rotation);
  }

  @Test
  void aSingleUserGetsANewPasswordAndLosesTheOldOne() {
    String user = newUser();
    TestSecret secret = secretOf(user);
    secret.rotate(single());
    assertEquals(user, secret.current("username"));
    assertTrue(currentWorks(secret));
    assertFalse(previousWorks(secret));
    assertTrue(secret.current().endsWith("\"kept\": [1, {\"a\": null}]}"));
  }

  @Test
  void aSingleUserCanBeRotatedTenTimes() {
    TestSecret secret = secretOf(newUser());
    for (int i = 0; i < 10; i++) {
      secret.rotate(single());
      assertTrue(currentWorks(secret));
    }
  }

  @Test
  void usersTakeTurnsAndThePreviousLoginStaysValid() {
    String user = newUser();
    TestSecret secret = secretOf(user);
    for (int i = 1; i <= 10; i++) {
      secret.rotate(alternating());
      assertEquals(i % 2 == 0 ? user : user + "_clone", secret.current("username"));
      assertTrue(currentWorks(secret), "rotation " + i);
      assertTrue(previousWorks(secret), "before rotation " + i);
    }
  }

  @Test
  void stepsMayBeRepeated() {
    for (Rotator rotator : new Rotator[] {single(), alternating()}) {
      TestSecret secret = secretOf(newUser());
      Rotation rotation = secret.begin();
      for (RotationStep step : RotationStep.values()) {
        rotator.run(step, rotation);
        rotator.run(step, rotation);
      }
      String made = secret.current();
      TestSecret.runAll(rotator, rotation);
      assertEquals(made, secret.current());
      assertTrue(currentWorks(secret));
    }
  }

  @Test
  void aWrongCurrentPasswordEndsTheRotationAndChangesNothing() {
    for (Rotator rotator : new Rotator[] {single(), alternating()}) {
      String user = newUser();
      TestSecret secret = secretOf(user);
      server().setPassword(user, "by-hand");
      RotationException failure = failureOfSet(rotator, secret.begin());
      assertEquals(Failure.PERMANENT, failure.failure());
      assertTrue(server().works(user, "by-hand"));
      assertFalse(server().exists(user + "_clone"));
    }
  }

  @Test
  void aPasswordThatWasPutBackByHandIsFoundInThePreviousValue() {
    String user = newUser();
    TestSecret secret = secretOf(user);
    secret.rotate(single());
    server().setPassword(user, TestDatabase.FIRST_PASSWORD);
    secret.rotate(single());
    assertTrue(currentWorks(secret));
  }

  @Test
  void aPendingPasswordThatWasSetByHandIsTaken() {
    String user = newUser();
    TestSecret secret = secretOf(user);
    Rotation rotation = secret.begin();
    single().run(RotationStep.CREATE_SECRET, rotation);
    String pending = TestSecret.member(secret.text(StagingLabel.PENDING), "password");
    server().setPassword(user, pending);
    TestSecret.runAll(single(), rotation);
    assertEquals(pending, secret.current("password"));
  }

  @Test
  void theTestStepFailsIfThePasswordWasNotSet() {
    Rotation rotation = secretOf(newUser()).begin();
    single().run(RotationStep.CREATE_SECRET, rotation);
    RotationException failure = failureOf(single(), RotationStep.TEST_SECRET, rotation);
    assertEquals(Failure.PERMANENT, failure.failure());
  }

  abstract List<String> oddNames();

  @ParameterizedTest
  @MethodSource("oddNames")
  void namesOfUsersMayBeOdd(String name) {
    server().createUser(name, TestDatabase.FIRST_PASSWORD);
    TestSecret secret = secretOf(name);
    secret.rotate(alternating());
    assertTrue(currentWorks(secret));
    secret.rotate(alternating());
    assertTrue(currentWorks(secret));
    secret.rotate(single());
    assertTrue(currentWorks(secret));
  }

  @Test
  void aNameThatGetsTooLongIsRefused() {
    TestSecret secret = secretOf("u".repeat(longestName() - 5));
    RotationException failure =
        failureOf(alternating(), RotationStep.CREATE_SECRET, secret.begin());
    assertEquals(Failure.PERMANENT, failure.failure());
  }

  abstract int longestName();

  @Test
  void passwordsMayHaveEachSymbol() {
    StringBuilder printable = new StringBuilder();
    for (char c = ' '; c <= '~'; c++) {
      printable.append(c);
    }
    for (Rotator rotator : new Rotator[] {single(), alternating()}) {
      for (String password : new String[] {printable.toString(), "%s ? ${x} \\' '' é漢🔑"}) {
        TestSecret secret = secretOf(newUser());
        Rotation rotation = secret.begin();
        rotator.run(RotationStep.CREATE_SECRET, rotation);
        String made = String.valueOf(secret.text(StagingLabel.PENDING));
        String old = TestDatabase.json(TestSecret.member(made, "password"));
        secret.overwrite(StagingLabel.PENDING, made.replace(old, TestDatabase.json(password)));
        TestSecret.runAll(rotator, rotation);
        assertEquals(password, secret.current("password"));
        assertTrue(currentWorks(secret), password);
      }
    }
  }

  @Test
  void aHostThatCannotBeReachedIsTriedAgainLater() throws IOException {
    TestSecret secret = secretOf(newUser());
    int closed;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      closed = socket.getLocalPort();
    }
    String port = "\"port\": ";
    secret.overwrite(
        StagingLabel.CURRENT, secret.current().replace(port + server().port(), port + closed));
    RotationException failure = failureOfSet(single(), secret.begin());
    assertEquals(Failure.RETRYABLE, failure.failure());
  }

  @Test
  void aCloneThatWasDroppedByHandIsMadeAgain() {
    String user = newUser();
    TestSecret secret = secretOf(user);
    secret.rotate(alternating());
    secret.rotate(alternating());
    server().dropUser(user + "_clone");
    secret.rotate(alternating());
    assertEquals(user + "_clone", secret.current("username"));
    assertTrue(currentWorks(secret));
  }

  @Test
  void withoutTheSuperuserNothingChanges() {
    String user = newUser();
    TestSecret denied = secretOf(user);
    denied.others.clear();
    assertEquals(Failure.PERMANENT, failureOfSet(alternating(), denied.begin()).failure());
    TestSecret wrong = secretOf(user);
    wrong.others.put(SUPERUSER_ARN, server().secret(server().superuser(), "wrong", ""));
    assertEquals(Failure.PERMANENT, failureOfSet(alternating(), wrong.begin()).failure());
    TestSecret missing = new TestSecret(server().secret(user, TestDatabase.FIRST_PASSWORD, ""));
    assertEquals(Failure.PERMANENT, failureOfSet(alternating(), missing.begin()).failure());
    assertFalse(server().exists(user + "_clone"));
  }

  @Test
  void aSuperuserWithoutTheRightIsNamedByTheCodeOfTheDatabase() {
    String user = newUser();
    String powerless = "powerless" + NUMBER.incrementAndGet();
    server().createPowerless(powerless, TestDatabase.FIRST_PASSWORD);
    TestSecret secret = secretOf(user);
    secret.others.put(SUPERUSER_ARN, server().secret(powerless, TestDatabase.FIRST_PASSWORD, ""));
    RotationException failure = failureOfSet(alternating(), secret.begin());
    assertEquals(Failure.PERMANENT, failure.failure());
    assertTrue(failure.getMessage().contains("SQLSTATE 42"), failure.getMessage());
  }

  @Test
  void theSuperuserNeedsNoMoreThanTheDocumentedRights() {
    String user = newUser();
    String limited = "limited" + NUMBER.incrementAndGet();
    server().createLimitedSuperuser(limited, user);
    TestSecret secret = secretOf(user);
    secret.others.put(SUPERUSER_ARN, server().secret(limited, TestDatabase.FIRST_PASSWORD, ""));
    for (int i = 0; i < 3; i++) {
      secret.rotate(alternating());
      assertTrue(currentWorks(secret));
    }
  }

  @Test
  void thePendingValueMustBeOfTheSameUserAndServer() {
    String victim = newUser();
    for (Rotator rotator : new Rotator[] {single(), alternating()}) {
      String user = newUser();
      TestSecret secret = secretOf(user);
      Rotation rotation = secret.begin();
      secret.overwritePending(server().secret(victim, "stolen", ""));
      assertEquals(
          Failure.PERMANENT, failureOf(rotator, RotationStep.SET_SECRET, rotation).failure());
    }
    assertTrue(server().works(victim, TestDatabase.FIRST_PASSWORD));
  }

  @ParameterizedTest
  @CsvSource({"single, false", "single, true", "alternating, false", "alternating, true"})
  void aClientThatDiesAtAnyStatementLeavesWhatTheNextAttemptCompletes(
      String strategy, boolean after) {
    int cuts = 0;
    for (int fatal = 1; fatal < MANY_STATEMENTS; fatal++) {
      TestSecret secret = secretOf(newUser());
      Rotation rotation = secret.begin();
      CutDatabase cut = CutDatabase.dyingClient(Databases.of(server()), fatal, after);
      Rotator dying = strategy.equals("single") ? single(cut) : alternating(cut);
      Rotator next = strategy.equals("single") ? single() : alternating();
      next.run(RotationStep.CREATE_SECRET, rotation);
      try {
        dying.run(RotationStep.SET_SECRET, rotation);
      } catch (CutDatabase.Cut e) {
        cuts++;
      }
      boolean readable = currentWorks(secret);
      TestSecret.runAll(next, rotation);
      assertTrue(currentWorks(secret), "statement " + fatal);
      assertTrue(strategy.equals("single") || readable, "readers at statement " + fatal);
      if (!cut.isCut()) {
        assertTrue(cuts > 1, "statements were cut");
        return;
      }
    }
    throw new AssertionError("no end of statements");
  }

  @ParameterizedTest
  @ValueSource(strings = {"single", "alternating"})
  void aServerThatEndsTheSessionsAtAnyStatementIsTriedAgain(String strategy) {
    for (int fatal = 1; fatal < MANY_STATEMENTS; fatal++) {
      TestSecret secret = secretOf(newUser());
      Rotation rotation = secret.begin();
      Runnable end = server()::endOtherSessions;
      CutDatabase ending = CutDatabase.endingServer(Databases.of(server()), fatal, end);
      Rotator unlucky = strategy.equals("single") ? single(ending) : alternating(ending);
      Rotator next = strategy.equals("single") ? single() : alternating();
      next.run(RotationStep.CREATE_SECRET, rotation);
      try {
        unlucky.run(RotationStep.SET_SECRET, rotation);
      } catch (RotationException e) {
        assertEquals(Failure.RETRYABLE, e.failure(), e.getMessage());
      }
      TestSecret.runAll(next, rotation);
      assertTrue(currentWorks(secret), "statement " + fatal);
      if (!ending.isCut()) {
        assertTrue(fatal > 1, "statements were reached");
        return;
      }
    }
    throw new AssertionError("no end of statements");
  }

  @Test
  void noPasswordIsInTheLogOfTheServer() {
    for (Rotator rotator : new Rotator[] {single(), alternating()}) {
      String user = newUser();
      TestSecret secret = secretOf(user);
      secret.rotate(rotator);
      secret.rotate(rotator);
      String log = server().log();
      assertTrue(log.contains(user), "the log has the statements");
      assertNotEquals(0, secret.passwordsMade.size());
      for (String password : secret.passwordsMade) {
        assertFalse(log.contains(password), "a password is in the log");
      }
    }
  }
}
