package io.strongroom.store.sqlite;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Moves what the log file holds into the database file, on a thread and a connection of its own
 * while commits go on. Behind commits that never pause it cannot reach the end of the log, where
 * the log could begin anew; so when the log has grown long, the committer itself moves what little
 * is left. The engine could do all this by itself, but then an error of the disk would go unseen
 * (PRM-7).
 */
final class Checkpoints {

  /**
   * Pages in the log from which it is moved and begins anew: 128 MiB. What is read after a crash is
   * the whole log, moved or not; and a page that was written often meanwhile is moved once.
   */
  private static final int PAGES_LONG = 32_000;

  /** Pages in the log from which the next group waits however much there is to move: 256 MiB. */
  private static final int PAGES_AT_MOST = 64_000;

  /**
   * Pages that a group can wait for once the others are moved: 32 MiB at most, and less where a
   * page is among them more than once. To get closer to the end takes longer than it saves, as each
   * move has to be flushed.
   */
  private static final int PAGES_FEW = 8_000;

  private static final String COUNT = "PRAGMA wal_checkpoint(NOOP)";
  private static final String PASSIVE = "PRAGMA wal_checkpoint(PASSIVE)";
  private static final String RESTART = "PRAGMA wal_checkpoint(RESTART)";
  private static final int LOG_PAGES_COLUMN = 2;
  private static final int MOVED_PAGES_COLUMN = 3;

  private final SqliteConnection committer;
  private final SqliteConnection own;
  private final Runnable onFailure;
  private final Thread thread;
  private final Semaphore wanted = new Semaphore(0);

  /** Held while a checkpoint runs: the engine would refuse the second of two. */
  private final ReentrantLock running = new ReentrantLock();

  private volatile @Nullable Throwable failure;
  private volatile boolean closing;

  /** Whether all of a long log was just moved that was committed then. */
  private volatile boolean nearEnd;

  /** How many pages the log has, and how many of them are in the database. */
  private record Log(int pages, int moved) {
    int behind() {
      return pages - moved;
    }

    boolean isLong() {
      return pages >= PAGES_LONG;
    }
  }

  private Checkpoints(SqliteConnection committer, SqliteConnection own, Runnable onFailure) {
    this.committer = committer;
    this.own = own;
    this.onFailure = onFailure;
    this.thread = Thread.ofPlatform().name("strongroom-checkpoints").daemon().unstarted(this::run);
  }

  /**
   * Starts to wait for work.
   *
   * @param committer the connection of the committer, used by whoever calls {@link #afterCommit}
   * @param own another connection that can write, closed by {@link #close}
   * @param onFailure run once when a checkpoint has failed, after which {@link #requireHealthy}
   *     throws
   */
  static Checkpoints start(SqliteConnection committer, SqliteConnection own, Runnable onFailure) {
    Checkpoints checkpoints = new Checkpoints(committer, own, onFailure);
    checkpoints.thread.start();
    return checkpoints;
  }

  /**
   * Called by the committer before each group.
   *
   * @throws SQLException if a checkpoint has failed: it is not known what the database file holds
   */
  void requireHealthy() throws SQLException {
    if (failure != null) {
      throw new SQLException("a checkpoint has failed", failure);
    }
  }

  /**
   * Tells whether what is now committed without delay leaves so little to move that the log can
   * begin anew soon. Each time there is less than the time before.
   */
  boolean isNearEnd() {
    return nearEnd;
  }

  /** Called outside of a transaction by the committer, or whoever has its connection. */
  void afterCommit() throws SQLException {
    nearEnd = false;
    Log log = run(committer, COUNT);
    boolean nearlyDone = log.behind() < PAGES_FEW;
    if ((log.isLong() && nearlyDone) || log.pages() >= PAGES_AT_MOST) {
      running.lock();
      try {
        var _ = run(committer, RESTART);
      } finally {
        running.unlock();
      }
    } else if (log.isLong() && wanted.availablePermits() == 0) {
      wanted.release();
    }
  }

  private void run() {
    try {
      wanted.acquire();
      while (!closing) {
        move();
        wanted.acquire();
      }
    } catch (SQLException | RuntimeException | Error | InterruptedException e) {
      failure = e;
      onFailure.run();
    }
  }

  private void move() throws SQLException {
    running.lock();
    try {
      var _ = run(own, PASSIVE);
    } finally {
      running.unlock();
    }
    nearEnd = true;
  }

  /**
   * Runs a checkpoint of some mode. Without space for the database file to grow it is left for
   * later: the log still holds everything.
   */
  private static Log run(SqliteConnection connection, String sql) throws SQLException {
    try (ResultSet row = connection.prepare(sql).executeQuery()) {
      return row.next()
          ? new Log(row.getInt(LOG_PAGES_COLUMN), row.getInt(MOVED_PAGES_COLUMN))
          : new Log(0, 0);
    } catch (SQLException e) {
      if (!ResultCodes.isFull(e)) {
        throw e;
      }
      connection.forgetStatements();
      return new Log(0, 0);
    }
  }

  /** Lets a running checkpoint end, and closes the connection; the committer's stays open. */
  void close() {
    closing = true;
    wanted.release();
    Threads.awaitEnd(thread);
    StoreFile.close(own);
  }
}
