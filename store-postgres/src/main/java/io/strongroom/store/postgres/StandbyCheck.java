package io.strongroom.store.postgres;

import io.strongroom.store.postgres.PostgresOptions.Replication;
import io.strongroom.store.sql.Failures;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Looks whether the primary waits for a standby, if that is asked for: else it would acknowledge
 * what a failover loses (requirement DBA-3). Written by one thread, read by many.
 */
final class StandbyCheck {
  private static final Duration INTERVAL = Duration.ofMinutes(1);
  private static final String NAMES = "SELECT current_setting('synchronous_standby_names')";

  private final Replication replication;
  private final LongSupplier nanos;
  private volatile boolean there;
  private long nextLook;

  StandbyCheck(Replication replication, LongSupplier nanos) {
    this.replication = replication;
    this.nanos = nanos;
    this.there = replication == Replication.NONE;
  }

  /** Tells whether a standby is asked for at all. */
  boolean isAskedFor() {
    return replication == Replication.SYNCHRONOUS;
  }

  /** Tells whether commits are as safe as is asked for. */
  boolean isThere() {
    return there;
  }

  /** Looks if it is time to; while there is none, at each call. */
  void look(Link by) throws SQLException {
    if (!there || nanos.getAsLong() - nextLook >= 0) {
      lookAnew(by);
    }
  }

  /** Looks in any case. */
  void lookAnew(Link by) throws SQLException {
    nextLook = nanos.getAsLong() + INTERVAL.toNanos();
    if (!isAskedFor()) {
      return;
    }
    boolean was = there;
    try (ResultSet row = by.prepare(NAMES).executeQuery()) {
      there = row.next() && !row.getString(1).isBlank();
    }
    if (was && !there) {
      Failures.log(
          System.Logger.Level.ERROR,
          "the database has no synchronous standby: nothing is stored until it has one");
    }
  }
}
