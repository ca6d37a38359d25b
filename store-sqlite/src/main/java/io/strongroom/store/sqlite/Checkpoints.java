package io.strongroom.store.sqlite;

import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * Moves what the log file holds into the database file, by the committer between two groups. The
 * engine could do so by itself, but then an error of the disk would go unseen (PRM-7).
 */
final class Checkpoints {

  /** Pages in the log from which the next group waits for a checkpoint: 8 MiB. */
  private static final int PAGES_AT_MOST = 2_000;

  /** Pages in the log from which readers are waited for, so that it can begin anew. */
  private static final int PAGES_WITHOUT_READERS = 16_000;

  private static final String COUNT = "PRAGMA wal_checkpoint(NOOP)";
  private static final String PASSIVE = "PRAGMA wal_checkpoint(PASSIVE)";
  private static final String RESTART = "PRAGMA wal_checkpoint(RESTART)";
  private static final int LOG_PAGES_COLUMN = 2;

  private final SqlConnection connection;

  Checkpoints(SqlConnection connection) {
    this.connection = connection;
  }

  void afterGroup() throws SQLException {
    int pages = run(COUNT);
    if (pages >= PAGES_WITHOUT_READERS) {
      run(RESTART);
    } else if (pages >= PAGES_AT_MOST) {
      run(PASSIVE);
    }
  }

  /**
   * Runs a checkpoint of some mode. Without space for the database file to grow it is left for
   * later: the log still holds everything.
   *
   * @return how many pages the log holds
   */
  private int run(String sql) throws SQLException {
    try (ResultSet row = connection.prepare(sql).executeQuery()) {
      return row.next() ? row.getInt(LOG_PAGES_COLUMN) : 0;
    } catch (SQLException e) {
      if (!ResultCodes.isFull(e)) {
        throw e;
      }
      connection.forgetStatements();
      return 0;
    }
  }
}
