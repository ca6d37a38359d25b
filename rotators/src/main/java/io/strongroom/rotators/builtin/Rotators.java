package io.strongroom.rotators.builtin;

import io.strongroom.rotators.Rotator;
import io.strongroom.rotators.postgresql.Postgresql;
import io.strongroom.rotators.target.Targets;
import java.util.List;

/** All rotators that are there without a function. */
public final class Rotators {

  private Rotators() {}

  /**
   * Makes them all, for databases that are among {@code targets}. They may be used by many threads.
   */
  public static List<Rotator> all(Targets targets) {
    Postgresql postgresql = new Postgresql();
    return List.of(
        new Rotator("generated", new Generated()),
        new Rotator("postgresql-single", new SingleUser(postgresql, targets)),
        new Rotator("postgresql-alternating", new AlternatingUsers(postgresql, targets)));
  }
}
