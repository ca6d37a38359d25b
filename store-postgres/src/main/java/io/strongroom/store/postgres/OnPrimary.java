package io.strongroom.store.postgres;

import io.strongroom.store.postgres.Connections.Opened;
import io.strongroom.store.postgres.DatabaseUrl.Host;
import io.strongroom.store.sql.StoreOpenException;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Does single things with a database, before or without serving it. */
final class OnPrimary {
  private OnPrimary() {}

  /** Something to do. */
  interface Work<R> {
    R with(Link link) throws SQLException, StoreOpenException;
  }

  /** Runs {@code work} in one transaction that sees one moment, on whichever host is a primary. */
  static <R> R inTransaction(PostgresOptions options, Work<R> work) throws StoreOpenException {
    Connections connections = new Connections(options, Times.defaults());
    SQLException reason = null;
    for (Host host : options.url().hosts()) {
      try {
        Opened opened = connections.open(host);
        try (Link link = connections.link(opened, 0)) {
          if (!opened.isStandby()) {
            link.run("BEGIN ISOLATION LEVEL REPEATABLE READ");
            R result = work.with(link);
            link.commit();
            return result;
          }
        }
      } catch (SQLException e) {
        reason = e;
      }
    }
    throw refusal(options, reason);
  }

  /** Says in one line for the operator why a database cannot be used; null: no primary. */
  static StoreOpenException refusal(PostgresOptions options, @Nullable SQLException reason) {
    if (reason == null) {
      return new StoreOpenException("no host of " + options.url() + " is a primary");
    }
    String why = String.valueOf(reason.getMessage()).lines().findFirst().orElse("");
    return new StoreOpenException(
        "the database " + options.url() + " cannot be used: " + why, reason);
  }
}
