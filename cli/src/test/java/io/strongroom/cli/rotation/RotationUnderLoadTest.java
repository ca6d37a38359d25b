package io.strongroom.cli.rotation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.strongroom.testkit.database.MariadbServer;
import io.strongroom.testkit.database.PostgresqlServer;
import io.strongroom.testkit.database.TestCertificate;
import io.strongroom.testkit.database.TestDatabase;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What those who log in notice of rotations: they read the secret from the server, which rotates it
 * meanwhile, again and again. With two users who take turns they notice nothing.
 *
 * <p>{@code -Drotation.load.rotations=100} rotates more often. The figures are rows of a table.
 */
class RotationUnderLoadTest {
  private static final int ROTATIONS = Integer.getInteger("rotation.load.rotations", 5);

  @TempDir private Path directory;
  @TempDir private Path databases;

  /** What rotates, as the table names it. */
  private enum Kind {
    BUILT_IN("built in"),
    FUNCTION("Python");

    private final String text;

    Kind(String text) {
      this.text = text;
    }
  }

  @Test
  void rotatorsOfPostgresql() throws Exception {
    TestCertificate certificate = TestCertificate.write(databases, "localhost");
    try (TestDatabase database = PostgresqlServer.start(databases, certificate, "");
        RotationRoom room = RotationRoom.open(directory, database, certificate)) {
      measureBuiltIn(room, "postgresql");
    }
  }

  @Test
  void rotatorsOfMariadb() throws Exception {
    TestCertificate certificate = TestCertificate.write(databases, "localhost");
    try (TestDatabase database = MariadbServer.start(databases, certificate, false);
        RotationRoom room = RotationRoom.open(directory, database, certificate)) {
      measureBuiltIn(room, "mariadb");
    }
  }

  @Test
  void rotatorsOfMysql() throws Exception {
    TestCertificate certificate = TestCertificate.write(databases, "localhost");
    try (TestDatabase database = MariadbServer.start(databases, certificate, true);
        RotationRoom room = RotationRoom.open(directory, database, certificate)) {
      measureBuiltIn(room, "mysql");
    }
  }

  @Test
  @Tag("installed")
  void functionsForPostgresql() throws Exception {
    PythonFunctions functions = PythonFunctions.pack();
    TestCertificate certificate = TestCertificate.write(databases, "localhost");
    try (TestDatabase database = PostgresqlServer.start(databases, certificate, "");
        RotationRoom room = RotationRoom.open(directory, database, certificate)) {
      measure(
          room,
          Kind.FUNCTION,
          room.upload("single", functions, PythonFunctions.POSTGRESQL_SINGLE, Map.of()),
          room.upload("alternating", functions, PythonFunctions.POSTGRESQL_ALTERNATING, Map.of()));
    }
  }

  @Test
  @Tag("installed")
  void functionsForMariadb() throws Exception {
    PythonFunctions functions = PythonFunctions.pack();
    TestCertificate certificate = TestCertificate.write(databases, "localhost");
    try (TestDatabase database = MariadbServer.start(databases, certificate, false);
        RotationRoom room = RotationRoom.open(directory, database, certificate)) {
      measure(
          room,
          Kind.FUNCTION,
          room.upload("single", functions, PythonFunctions.MYSQL_SINGLE, Map.of()),
          room.upload("alternating", functions, PythonFunctions.MYSQL_ALTERNATING, Map.of()));
    }
  }

  private static void measureBuiltIn(RotationRoom room, String name) throws Exception {
    measure(
        room, Kind.BUILT_IN, room.builtIn(name + "-single"), room.builtIn(name + "-alternating"));
  }

  private static void measure(RotationRoom room, Kind kind, String single, String alternating)
      throws Exception {
    row("database", "rotator", "users", "rotations", "logins", "failed", "fresh", "kept");
    row("---", "---", "---", "---", "---", "---", "---", "---");
    Readers.Seen one = load(room, single);
    report(room, kind, "single", one);
    Readers.Seen two = load(room, alternating);
    report(room, kind, "alternating", two);
    assertTrue(one.logins() > one.failed(), "no login of a single user worked");
    assertEquals(0, two.failed(), "logins of users who take turns never fail");
    room.victim().stop();
  }

  private static Readers.Seen load(RotationRoom room, String function) throws Exception {
    String secret = room.newSecret();
    return Readers.during(
        ROTATIONS, room, secret, () -> room.settle(secret, room.rotate(secret, function)));
  }

  private static void report(RotationRoom room, Kind kind, String users, Readers.Seen seen) {
    row(
        room.database().engine(),
        kind.text,
        users,
        ROTATIONS,
        seen.logins(),
        seen.failed(),
        seen.fresh(),
        seen.kept());
  }

  private static void row(Object... cells) {
    StringBuilder row = new StringBuilder("|");
    for (Object cell : cells) {
      row.append(' ').append(cell).append(" |");
    }
    System.out.println(row);
  }
}
