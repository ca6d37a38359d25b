package io.strongroom.store.sqlite;

import io.strongroom.store.sql.Failures;
import io.strongroom.store.sql.Query;
import io.strongroom.store.sql.Readers;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.concurrent.BlockingDeque;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A few connections for reading. What was used last is used first, since it has its pages at hand.
 * Nobody who holds one waits for the committer, and the committer waits for nobody who wants one.
 */
final class ReadPool implements Readers, AutoCloseable {

  /** How long a read waits for a connection before it is refused. */
  private static final long WAIT_MILLIS = 10_000;

  /** The pages of the file that one connection keeps; the system keeps all others. */
  private static final long PAGE_CACHE_BYTES = 4 << 20;

  private final BlockingDeque<SqliteConnection> free;
  private final int size;

  /** First come, first served: without turns, new readers overtake those that wait. */
  private final Semaphore turns;

  private ReadPool(BlockingDeque<SqliteConnection> free, int size) {
    this.free = free;
    this.size = size;
    this.turns = new Semaphore(size, true);
  }

  static ReadPool open(Path file, int size) throws SQLException {
    ReadPool pool = new ReadPool(new LinkedBlockingDeque<>(size), size);
    boolean opened = false;
    try {
      for (int i = 0; i < size; i++) {
        pool.free.add(SqliteConnection.reader(file, PAGE_CACHE_BYTES));
      }
      opened = true;
      return pool;
    } finally {
      if (!opened) {
        pool.closeFree();
      }
    }
  }

  /**
   * Runs {@code query} on a connection of its own.
   *
   * @throws io.strongroom.core.error.ServiceException ServiceUnavailable if all connections are
   *     busy for long; InternalServiceError if the file cannot be read
   */
  @Override
  public <R extends @Nullable Object> R read(Query<R> query) {
    SqliteConnection connection = take();
    if (connection == null) {
      throw Failures.unavailable();
    }
    try {
      return query.run(connection);
    } catch (SQLException e) {
      connection.forgetStatements();
      Failures.log(System.Logger.Level.ERROR, "the database cannot be read", e);
      throw Failures.internal(e);
    } finally {
      free.addFirst(connection);
      turns.release();
    }
  }

  private @Nullable SqliteConnection take() {
    try {
      return turns.tryAcquire(WAIT_MILLIS, TimeUnit.MILLISECONDS) ? free.pollFirst() : null;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return null;
    }
  }

  /** Waits for running reads, for a while, and closes all connections. */
  @Override
  public void close() throws SQLException {
    SQLException failure = null;
    for (int i = 0; i < size; i++) {
      SqliteConnection connection = take();
      try {
        if (connection != null) {
          connection.close();
        }
      } catch (SQLException e) {
        failure = e;
      }
    }
    if (failure != null) {
      throw failure;
    }
  }

  private void closeFree() throws SQLException {
    for (SqliteConnection connection : free) {
      connection.close();
    }
  }
}
