package io.strongroom.rotators.builtin;

import io.strongroom.rotators.jdbc.Database;
import io.strongroom.rotators.mysql.Mysql;
import io.strongroom.rotators.postgresql.Postgresql;
import io.strongroom.rotators.target.Limits;
import io.strongroom.rotators.target.Network;
import io.strongroom.rotators.target.TargetPolicy;
import io.strongroom.rotators.target.Targets;
import io.strongroom.testkit.database.TestDatabase;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How rotators see the servers of tests. */
final class Databases {
  private Databases() {}

  /** Returns the kind of database that secrets of a server name. */
  static Database of(TestDatabase server) {
    return switch (server.engine()) {
      case "postgres" -> new Postgresql();
      case "mysql" -> Mysql.mysql();
      default -> Mysql.mariadb();
    };
  }

  /** Returns targets that allow this machine, trusting {@code authorities}. */
  static Targets targets(@Nullable Path authorities, boolean plainWhereNoTls) {
    TargetPolicy policy =
        TargetPolicy.of(List.of(Network.parse("127.0.0.0/8"), Network.parse("::1/128")), Set.of());
    return new Targets(policy, authorities, plainWhereNoTls, Limits.DEFAULT);
  }
}
