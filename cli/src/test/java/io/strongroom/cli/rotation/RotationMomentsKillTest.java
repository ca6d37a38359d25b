package io.strongroom.cli.rotation;

import io.strongroom.cli.rotation.KillCampaign.Moment;
import io.strongroom.cli.rotation.KillCampaign.State;
import io.strongroom.cli.rotation.KillCampaign.Users;
import io.strongroom.cli.rotation.RotationRoom.Way;
import io.strongroom.cli.rotation.StallingProxy.Point;
import io.strongroom.cli.rotation.StallingProxy.Trap;
import io.strongroom.testkit.database.PostgresqlServer;
import io.strongroom.testkit.database.TestCertificate;
import io.strongroom.testkit.database.TestDatabase;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills the server with SIGKILL at each step of a rotation, before and after it. {@code
 * -Drotation.moments.cycles=100} kills it so often in each test; the moments take turns.
 */
class RotationMomentsKillTest {
  private static final @Nullable Integer CYCLES = Integer.getInteger("rotation.moments.cycles");

  /** As many rotations as one function may run at once hold up one more. */
  private static final int SLOTS = 4;

  private static final String CHANGE = "(ALTER|CREATE) ROLE";
  private static final String LAST = "ALTER ROLE|COMMIT";
  private static final String QUERY = "SELECT 1(?! FROM)";

  /** After so many rounds of all moments the users are new ones. */
  private static final int ROUNDS_PER_USER = 2;

  @TempDir private Path directory;
  @TempDir private Path databases;

  /** The moments of a built-in rotator: what it says to the database tells where it is. */
  private enum BuiltIn {
    ACCEPTED("before createSecret", State.UNCHANGED, null, Point.CONNECTION, "", SLOTS),
    CREATED("after createSecret, before setSecret", State.UNCHANGED, null, Point.CONNECTION, "", 1),
    CHANGING("in setSecret, before the change", State.UNCHANGED, null, Point.STATEMENT, CHANGE, 1),
    CHANGED("in setSecret, change not heard of", State.CHANGED, null, Point.ANSWER, LAST, 1),
    SET("after setSecret, before testSecret", State.CHANGED, LAST, Point.CONNECTION, "", 1),
    TESTING("in testSecret", State.CHANGED, LAST, Point.ANSWER, QUERY, 1),
    TESTED("after testSecret, about finishSecret", State.CHANGED, LAST, Point.ANSWER, QUERY, 1),
    FINISHED("after finishSecret", State.CURRENT, null, Point.CONNECTION, "", 0);

    private final String text;
    private final State state;
    private final @Nullable String first;
    private final Point point;
    private final String statement;
    private final int count;

    BuiltIn(
        String text,
        State state,
        @Nullable String first,
        Point point,
        String statement,
        int count) {
      this.text = text;
      this.state = state;
      this.first = first;
      this.point = point;
      this.statement = statement;
      this.count = count;
    }

    Trap trap() {
      return new Trap(first, point, statement, count);
    }
  }

  /** The moments of a function that asks before and after each step. */
  private static final List<Asked> ASKED =
      List.of(
          new Asked("before createSecret", State.UNCHANGED),
          new Asked("after createSecret", State.UNCHANGED),
          new Asked("before setSecret", State.UNCHANGED),
          new Asked("after setSecret", State.CHANGED),
          new Asked("before testSecret", State.CHANGED),
          new Asked("after testSecret", State.CHANGED),
          new Asked("before finishSecret", State.CHANGED),
          new Asked("after finishSecret", State.CURRENT));

  private record Asked(String text, State state) {}

  @Test
  @DisplayName("ROT-8: a built-in rotation survives a kill at any step")
  void builtInRotatorsComeToTheirEnd() throws Exception {
    TestCertificate certificate = TestCertificate.write(databases, "localhost");
    try (TestDatabase database = PostgresqlServer.start(databases, certificate, "");
        StallingProxy proxy = StallingProxy.to(database.port());
        RotationRoom room =
            RotationRoom.open(
                directory, database, certificate, new Way(proxy.port(), ", \"ssl\": false"))) {
      KillCampaign campaign = new KillCampaign(room);
      BuiltIn[] moments = BuiltIn.values();
      List<String> secrets = new ArrayList<>();
      int cycles = CYCLES == null ? 2 * moments.length : CYCLES;
      for (int i = 0; i < cycles; i++) {
        if (i % (2 * moments.length * ROUNDS_PER_USER) == 0) {
          secrets = newSecrets(room, 2 + SLOTS);
        }
        Users users = i % 2 == 0 ? Users.SINGLE : Users.ALTERNATING;
        String secret = secrets.get(i % 2);
        String function = room.builtIn(i % 2 == 0 ? "postgresql-single" : "postgresql-alternating");
        BuiltIn at = moments[i / 2 % moments.length];
        List<String> others = secrets.subList(2, secrets.size());
        Moment moment = moment(at, room, proxy, campaign, secret, function, others);
        campaign.kill(at.text, users, at.state, secret, moment);
      }
      campaign.end();
    }
  }

  private static List<String> newSecrets(RotationRoom room, int count) {
    List<String> secrets = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      secrets.add(room.newSecret());
    }
    return secrets;
  }

  private static Moment moment(
      BuiltIn at,
      RotationRoom room,
      StallingProxy proxy,
      KillCampaign campaign,
      String secret,
      String function,
      List<String> others) {
    Trap trap = at.trap();
    return new Moment() {
      @Override
      public String reach() throws InterruptedException {
        if (at == BuiltIn.FINISHED) {
          String version = room.rotate(secret, function);
          room.settle(secret, version);
          return version;
        }
        proxy.set(trap);
        if (at != BuiltIn.ACCEPTED) {
          String version = room.rotate(secret, function);
          trap.await();
          return version;
        }
        for (String other : others) {
          campaign.expect(other, room.rotate(other, function));
        }
        trap.await();
        return room.rotate(secret, function);
      }

      @Override
      public void beforeKill() {
        if (at == BuiltIn.TESTED) {
          trap.letGo();
        }
      }

      @Override
      public void afterKill() {
        trap.drop();
        proxy.set(new Trap(null, Point.STATEMENT, "(?!)", 0));
      }
    };
  }

  @Test
  @Tag("installed")
  @DisplayName("ROT-8: a rotation by a function survives a kill before and after each step")
  void functionsComeToTheirEnd() throws Exception {
    PythonFunctions functions = PythonFunctions.pack();
    TestCertificate certificate = TestCertificate.write(databases, "localhost");
    try (TestDatabase database = PostgresqlServer.start(databases, certificate, "");
        Halts halts = Halts.open();
        RotationRoom room = RotationRoom.open(directory, database, certificate)) {
      Map<String, String> variables = Map.of("HALT_PORT", Integer.toString(halts.port()));
      String single = room.upload("single", functions, "halting.single_user", variables);
      String alternating =
          room.upload("alternating", functions, "halting.alternating_users", variables);
      KillCampaign campaign = new KillCampaign(room);
      List<String> secrets = newSecrets(room, 2);
      int cycles = CYCLES == null ? 2 * ASKED.size() : CYCLES;
      for (int i = 0; i < cycles; i++) {
        Asked at = ASKED.get(i / 2 % ASKED.size());
        String secret = secrets.get(i % 2);
        String function = i % 2 == 0 ? single : alternating;
        campaign.kill(
            at.text(),
            i % 2 == 0 ? Users.SINGLE : Users.ALTERNATING,
            at.state(),
            secret,
            () -> {
              halts.expect(at.text());
              String version = room.rotate(secret, function);
              halts.await();
              return version;
            });
      }
      campaign.end();
    }
  }
}
