package io.strongroom.rotators.builtin;

import io.strongroom.rotators.Rotator;
import io.strongroom.rotators.jdbc.Database;
import io.strongroom.rotators.mysql.Mysql;
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
    Database postgresql = new Postgresql();
    Database mysql = Mysql.mysql();
    Database mariadb = Mysql.mariadb();
    return List.of(
        new Rotator("generated", new Generated()),
        new Rotator("postgresql-single", new SingleUser(postgresql, targets)),
        new Rotator("postgresql-alternating", new AlternatingUsers(postgresql, targets)),
        new Rotator("mysql-single", new SingleUser(mysql, targets)),
        new Rotator("mysql-alternating", new AlternatingUsers(mysql, targets)),
        new Rotator("mariadb-single", new SingleUser(mariadb, targets)),
        new Rotator("mariadb-alternating", new AlternatingUsers(mariadb, targets)));
  }

  /**
   * Makes the rotators of partners' secrets, each with the secrets' {@code Type} as its name; a
   * partner is added here, with a {@link io.strongroom.rotators.Strategy} of its own. What
   * RotateSecret was given as metadata is the environment of the rotation. There are none yet.
   */
  public static List<Rotator> ofPartners() {
    return List.of();
  }
}
