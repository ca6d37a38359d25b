package io.strongroom.cli.rotation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.strongroom.cli.kill.RotationEvents;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Kills a server at named moments of rotations, starts it again, and looks whether the rotation
 * comes to its end and whether those who log in get in.
 */
final class KillCampaign {
  private final RotationRoom room;
  private final List<String> rotations = new ArrayList<>();
  private final Map<String, String> beside = new LinkedHashMap<>();
  private final Map<String, Row> rows = new LinkedHashMap<>();
  private long longestMillis;

  /** How many users take turns. */
  enum Users {
    /** The login of readers ends when the database has the new password. */
    SINGLE,
    /** The login of readers never ends. */
    ALTERNATING
  }

  /** What the database and the secret have in common at a moment. */
  enum State {
    /** The database has the password that is current. */
    UNCHANGED,
    /** The database has the new password, and the secret still shows the one before as current. */
    CHANGED,
    /** The new password is the current one. */
    CURRENT
  }

  /** Brings a rotation to the moment at which the server is to be killed. */
  interface Moment {
    /** Asks for the rotation and returns its version when the moment has come. */
    String reach() throws InterruptedException;

    /** Is called right before the kill. */
    default void beforeKill() {}

    /** Throws away what was held. */
    default void afterKill() {}
  }

  /** What was seen at one moment. */
  private static final class Row {
    private int cycles;
    private int worked;
  }

  KillCampaign(RotationRoom room) {
    this.room = room;
  }

  int cycles() {
    return rows.values().stream().mapToInt(row -> row.cycles).sum();
  }

  /** Notes a rotation that is under way beside the one that a cycle is about. */
  void expect(String secret, String version) {
    beside.put(secret, version);
  }

  /**
   * Kills the server once.
   *
   * @param name what the table calls the moment
   */
  void kill(String name, Users users, State state, String secret, Moment moment) throws Exception {
    Login before = room.current(secret);
    String version = moment.reach();
    rotations.add(RotationEvents.id(secret, version));
    Login known = room.current(secret);
    boolean works = known.works(room.database());
    // The one gap there is: between the change in the database and the move of the label.
    boolean gap = users == Users.SINGLE && state == State.CHANGED;
    assertEquals(!gap, works, name);
    moment.beforeKill();
    room.kill();
    moment.afterKill();
    assertEquals(works, known.works(room.database()), "after the kill: " + name);
    room.start();
    resume(name, users, secret, version);
    Login after = room.current(secret);
    assertTrue(after.works(room.database()), name);
    assertFalse(after.equals(before), name);
    assertEquals(users == Users.ALTERNATING, before.works(room.database()), name);
    settleBeside();
    Row row = rows.computeIfAbsent(users + " | " + name, _ -> new Row());
    row.cycles++;
    row.worked += works ? 1 : 0;
  }

  /** Waits for the end of the rotation, which nobody asks for again. */
  private void resume(String name, Users users, String secret, String version)
      throws InterruptedException {
    long start = System.nanoTime();
    while (!room.has(secret, version, "AWSCURRENT")) {
      Login current = room.current(secret);
      boolean works = current.works(room.database());
      assertTrue(works || users == Users.SINGLE, "while it is resumed: " + name);
      long waited = System.nanoTime() - start;
      assertTrue(waited < RotationRoom.PATIENCE.toNanos(), () -> "stuck: " + name + room.log());
      Thread.sleep(20);
    }
    longestMillis = Math.max(longestMillis, (System.nanoTime() - start) / 1_000_000);
  }

  private void settleBeside() throws InterruptedException {
    for (Map.Entry<String, String> other : beside.entrySet()) {
      room.settle(other.getKey(), other.getValue());
      assertTrue(room.current(other.getKey()).works(room.database()), "the others");
      rotations.add(RotationEvents.id(other.getKey(), other.getValue()));
    }
    beside.clear();
  }

  /** Stops the server, looks at its store and its audit log, and prints what was seen. */
  void end() throws Exception {
    room.victim().stop();
    assertEquals(0, room.victim().check(), "check finds the store whole");
    RotationEvents.requireOnce(rotations, room.victim().auditLines());
    System.out.println("| users | killed at | cycles | current login worked | lost or stuck |");
    System.out.println("| --- | --- | --- | --- | --- |");
    rows.forEach(
        (name, row) -> System.out.printf("| %s | %d | %d | 0 |%n", name, row.cycles, row.worked));
    System.out.printf(
        "rotation kill campaign: cycles %d, rotations %d, lost or stuck 0, longest %d ms%n",
        cycles(), rotations.size(), longestMillis);
  }
}
