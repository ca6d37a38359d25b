package io.strongroom.store.postgres;

import io.strongroom.store.postgres.Connections.Opened;
import io.strongroom.store.postgres.DatabaseUrl.Host;
import io.strongroom.store.sql.StoreOpenException;
import java.io.EOFException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;

/** Does single things with a database, before or without serving it. */
final class OnPrimary {
  /** Less than after which PostgreSQL looks for a deadlock, so that no server falls victim. */
  private static final int LOCK_MILLIS = 500;

  private static final String LOCKED = "55P03";

  /** What a host that starts or stops says, and a standby that answers nobody yet. */
  static final String NOT_NOW = "57P03";

  /** The driver could not connect, has closed the connection, or the host stops. */
  private static final Set<String> AWAY = Set.of("08001", "08003", "57P01", "57P02", NOT_NOW);

  /** What the driver says of connections that break, and of certificates that do not fit. */
  private static final String BROKEN = "08006";

  private static final int MAX_ATTEMPTS = 60;
  private static final Duration PAUSE = Duration.ofMillis(500);

  private OnPrimary() {}

  /** Something to do. */
  interface Work<R> {
    R with(Link link) throws SQLException, StoreOpenException;
  }

  /**
   * Connects to whichever host is a primary.
   *
   * @throws NoPrimaryException with what each host answered, if one of them may yet be one
   * @throws StoreOpenException the same if a host refuses us
   */
  static Link connect(PostgresOptions options) throws StoreOpenException {
    Connections connections = new Connections(options, Times.defaults());
    List<String> answers = new ArrayList<>();
    boolean isPassing = true;
    for (Host host : options.url().hosts()) {
      try {
        Opened opened = connections.open(host);
        if (!opened.isStandby()) {
          return connections.link(opened, 0);
        }
        opened.connection().close();
        answers.add(host + " is a standby");
      } catch (SQLException e) {
        answers.add(host + ": " + line(e));
        isPassing &= isPassing(e);
      }
    }
    String all = String.join("; ", answers);
    if (!isPassing) {
      throw new StoreOpenException("the database " + options.url() + " cannot be used: " + all);
    }
    throw new NoPrimaryException("the database " + options.url() + " has no primary: " + all, null);
  }

  /** Runs {@code work} in one transaction that sees one moment. */
  static <R> R inTransaction(PostgresOptions options, Work<R> work) throws StoreOpenException {
    try (Link link = connect(options)) {
      link.run("BEGIN ISOLATION LEVEL REPEATABLE READ");
      R result = work.with(link);
      link.commit();
      return result;
    } catch (SQLException e) {
      throw refusal(options, e);
    }
  }

  /**
   * Changes tables in one transaction while servers use them. What it locks they wait for, and what
   * they have locked it waits for only so briefly that no request fails by it; then it lets go of
   * everything and tries again.
   */
  static <R> R changingTables(PostgresOptions options, Work<R> work) throws StoreOpenException {
    try (Link link = connect(options)) {
      for (int attempt = 1; ; attempt++) {
        try {
          link.run("BEGIN");
          link.run("SET LOCAL lock_timeout = " + LOCK_MILLIS);
          if (PostgresSchema.hasHeader(link)) {
            var _ = link.number(Groups.LOCK_HEAD);
          }
          R result = work.with(link);
          link.commit();
          return result;
        } catch (SQLException e) {
          if (!LOCKED.equals(e.getSQLState()) || attempt == MAX_ATTEMPTS) {
            throw e;
          }
          link.run("ROLLBACK");
          LockSupport.parkNanos(PAUSE.toNanos());
        }
      }
    } catch (SQLException e) {
      throw refusal(options, e);
    }
  }

  /** Says in one line for the operator why a database cannot be used. */
  static StoreOpenException refusal(PostgresOptions options, SQLException reason) {
    String message = "the database " + options.url() + " cannot be used: " + line(reason);
    return isPassing(reason)
        ? new NoPrimaryException(message, reason)
        : new StoreOpenException(message, reason);
  }

  /** Tells whether a host that answers so may be a primary in a while. */
  private static boolean isPassing(SQLException e) {
    String state = String.valueOf(e.getSQLState());
    return AWAY.contains(state) || (state.equals(BROKEN) && isOfNetwork(e));
  }

  private static boolean isOfNetwork(Throwable e) {
    for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
      if (cause instanceof SocketException
          || cause instanceof SocketTimeoutException
          || cause instanceof UnknownHostException
          || cause instanceof EOFException) {
        return true;
      }
    }
    return false;
  }

  private static String line(SQLException e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
  }
}
