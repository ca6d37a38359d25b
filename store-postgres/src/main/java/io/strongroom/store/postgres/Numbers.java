package io.strongroom.store.postgres;

import io.strongroom.store.sql.Commits;
import io.strongroom.store.sql.GroupTask;
import io.strongroom.store.sql.SqlConnection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Hands out numbers for envelopes, a block of which this server has taken from the database. A row
 * and not a sequence, since the standby has to have it before a number is used.
 */
final class Numbers {

  /** How many numbers are taken at once. */
  private static final int BLOCK = 1_000;

  private final Commits commits;
  private final ReentrantLock lock = new ReentrantLock();
  private long next;
  private long end;

  Numbers(Commits commits) {
    this.commits = commits;
  }

  long next() {
    lock.lock();
    try {
      if (next == end) {
        end = commits.commit(new Taking());
        next = end - BLOCK;
      }
      return ++next;
    } finally {
      lock.unlock();
    }
  }

  /** Takes a block; the outcome is its last number. */
  private record Taking() implements GroupTask<Long> {
    private static final String TAKE =
        "UPDATE version_block SET last = last + " + BLOCK + " WHERE one = 1 RETURNING last";

    @Override
    public Long apply(SqlConnection connection) throws SQLException {
      try (ResultSet row = connection.prepare(TAKE).executeQuery()) {
        if (!row.next()) {
          throw new SQLException("the table version_block has no row");
        }
        return row.getLong(1);
      }
    }

    @Override
    public void publish(Long outcome) {}
  }
}
