package io.strongroom.cli.rotation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.strongroom.testkit.database.MariadbServer;
import io.strongroom.testkit.database.PostgresqlServer;
import io.strongroom.testkit.database.TestCertificate;
import io.strongroom.testkit.database.TestDatabase;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Functions of users that are built like the published ones: they are uploaded to a server, which
 * runs them in its sandbox, and change passwords of a real database.
 *
 * <p>The calls that are expected are those of the published functions, step by step.
 */
@Tag("installed")
class UserFunctionsTest {
  private static final int MAX_LOOKS = 200;
  private static final int LOOK_MILLIS = 50;

  private static final int ROTATIONS = 10;

  private static final Pattern CALL =
      Pattern.compile("\"eventName\":\"(\\w+)\"(?:.*\"versionStage\":\"AWS(\\w+)\")?");

  private static final List<String> CREATE =
      List.of(
          "DescribeSecret",
          "GetSecretValue CURRENT",
          "GetSecretValue PENDING",
          "GetRandomPassword",
          "PutSecretValue");

  private static final List<String> SET_SINGLE =
      List.of(
          "DescribeSecret",
          "GetSecretValue PREVIOUS",
          "GetSecretValue CURRENT",
          "GetSecretValue PENDING");

  private static final List<String> SET_ALTERNATING =
      List.of(
          "DescribeSecret",
          "GetSecretValue CURRENT",
          "GetSecretValue PENDING",
          "GetSecretValue CURRENT");

  private static final List<String> TEST = List.of("DescribeSecret", "GetSecretValue PENDING");

  private static final List<String> FINISH =
      List.of("DescribeSecret", "DescribeSecret", "UpdateSecretVersionStage CURRENT");

  @TempDir private Path directory;
  @TempDir private Path databases;

  @Test
  void usersOfPostgresqlAreRotated() throws Exception {
    PythonFunctions functions = PythonFunctions.pack();
    TestCertificate certificate = TestCertificate.write(databases, "localhost");
    try (TestDatabase database = PostgresqlServer.start(databases, certificate, "");
        RotationRoom room = RotationRoom.open(directory, database, certificate)) {
      rotateSingle(room, functions, PythonFunctions.POSTGRESQL_SINGLE);
      rotateAlternating(room, functions, PythonFunctions.POSTGRESQL_ALTERNATING);
      room.victim().stop();
    }
  }

  @Test
  void usersOfMariadbAreRotated() throws Exception {
    PythonFunctions functions = PythonFunctions.pack();
    TestCertificate certificate = TestCertificate.write(databases, "localhost");
    try (TestDatabase database = MariadbServer.start(databases, certificate, false);
        RotationRoom room = RotationRoom.open(directory, database, certificate)) {
      rotateSingle(room, functions, PythonFunctions.MYSQL_SINGLE);
      rotateAlternating(room, functions, PythonFunctions.MYSQL_ALTERNATING);
      room.victim().stop();
    }
  }

  private static void rotateSingle(RotationRoom room, PythonFunctions functions, String handler)
      throws IOException, InterruptedException {
    String function = room.upload("single", functions, handler, Map.of());
    String secret = room.newSecret();
    for (int i = 0; i < ROTATIONS; i++) {
      Login before = room.current(secret);
      room.settle(secret, room.rotate(secret, function));
      Login after = room.current(secret);
      assertEquals(before.username(), after.username());
      assertTrue(after.works(room.database()), "the new password");
      assertFalse(before.works(room.database()), "the old password");
      assertEquals(before, room.login(secret, "AWSPREVIOUS"));
    }
    assertCalls(room, "single", SET_SINGLE);
  }

  private static void rotateAlternating(
      RotationRoom room, PythonFunctions functions, String handler)
      throws IOException, InterruptedException {
    String function = room.upload("alternating", functions, handler, Map.of());
    String secret = room.newSecret();
    String first = room.current(secret).username();
    for (int i = 0; i < ROTATIONS; i++) {
      Login before = room.current(secret);
      room.settle(secret, room.rotate(secret, function));
      Login after = room.current(secret);
      assertEquals(i % 2 == 0 ? first + "_clone" : first, after.username());
      assertTrue(after.works(room.database()), "the new login");
      assertTrue(before.works(room.database()), "the login before");
    }
    assertCalls(room, "alternating", SET_ALTERNATING);
  }

  /** Compares what the audit log has of a function with what it is to call, for all rotations. */
  private static void assertCalls(RotationRoom room, String function, List<String> set)
      throws IOException, InterruptedException {
    List<String> expected = new ArrayList<>();
    for (int i = 0; i < ROTATIONS; i++) {
      List.of(CREATE, set, TEST, FINISH).forEach(expected::addAll);
    }
    List<String> calls = calls(room, function);
    // Records of reads come to the disk a moment after the answers.
    for (int i = 0; i < MAX_LOOKS && calls.size() < expected.size(); i++) {
      Thread.sleep(LOOK_MILLIS);
      calls = calls(room, function);
    }
    // The record of a change may come after those of reads that followed it, and no other way.
    assertEquals(only(expected, false), only(calls, false));
    assertEquals(only(expected, true), only(calls, true));
    System.out.printf(
        "functions of users: %s %s, %d rotations, %d calls%n",
        room.database().engine(), function, ROTATIONS, expected.size());
  }

  private static List<String> only(List<String> calls, boolean changes) {
    return calls.stream().filter(c -> c.matches("(Put|Update).*") == changes).toList();
  }

  private static List<String> calls(RotationRoom room, String function) throws IOException {
    List<String> calls = new ArrayList<>();
    for (String line : room.victim().auditLines()) {
      Matcher call = CALL.matcher(line);
      if (line.contains(":assumed-role/" + function + "/" + function) && call.find()) {
        calls.add(call.group(2) == null ? call.group(1) : call.group(1) + " " + call.group(2));
      }
    }
    return calls;
  }
}
