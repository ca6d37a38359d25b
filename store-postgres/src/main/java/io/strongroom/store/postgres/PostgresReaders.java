package io.strongroom.store.postgres;

import io.strongroom.store.sql.Failures;
import io.strongroom.store.sql.Query;
import io.strongroom.store.sql.Readers;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.BlockingDeque;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A few connections to the primary for reading, opened when they are needed. One that failed, or
 * that belongs to an earlier view, is not used again.
 */
final class PostgresReaders implements Readers, AutoCloseable {
  private final Heart heart;
  private final Links links;
  private final Duration patience;
  private final BlockingDeque<Link> free;
  private final Semaphore turns;
  private volatile boolean closed;

  PostgresReaders(Heart heart, Links links, Duration patience, int size) {
    this.heart = heart;
    this.links = links;
    this.patience = patience;
    this.free = new LinkedBlockingDeque<>(size);
    this.turns = new Semaphore(size, true);
  }

  /** A question that needs to know which view its connection belongs to. */
  interface Question<R extends @Nullable Object> {
    R ask(Link link) throws SQLException;
  }

  @Override
  public <R extends @Nullable Object> R read(Query<R> query) {
    return ask(query::run);
  }

  /** Asks by a connection that nobody else uses meanwhile. */
  <R extends @Nullable Object> R ask(Question<R> question) {
    if (closed || !takeTurn()) {
      throw Failures.unavailable();
    }
    Link link = null;
    boolean healthy = false;
    try {
      link = take();
      R found = question.ask(link);
      healthy = true;
      return found;
    } catch (SQLException e) {
      Failures.log(System.Logger.Level.WARNING, "the database was not read: " + e.getMessage());
      throw Failures.unavailable();
    } finally {
      giveBack(link, healthy);
      turns.release();
    }
  }

  private boolean takeTurn() {
    try {
      return turns.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private Link take() throws SQLException {
    Primary primary = heart.primary();
    if (primary == null) {
      throw new SQLException("there is no primary");
    }
    for (Link link = free.pollFirst(); link != null; link = free.pollFirst()) {
      if (link.view() == primary.view()) {
        return link;
      }
      link.close();
    }
    return links.openForReading(primary);
  }

  private void giveBack(@Nullable Link link, boolean healthy) {
    if (link != null && (!healthy || closed || !free.offerFirst(link))) {
      link.close();
    }
  }

  @Override
  public void close() {
    closed = true;
    for (Link link = free.pollFirst(); link != null; link = free.pollFirst()) {
      link.close();
    }
  }
}
