package io.strongroom.store.postgres;

import io.strongroom.store.sql.Failures;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Makes sure that what is in memory is what was last acknowledged, by one question to the primary
 * for all calls that wait. A call is never answered by a question that was asked before it came, so
 * it sees every change that was acknowledged before.
 *
 * <p>Source of the idea: the read index of Raft (Ongaro, "Consensus: Bridging Theory and Practice",
 * 2014, section 6.4).
 */
final class Freshness implements AutoCloseable {

  /** Between two attempts while the primary does not answer. */
  private static final long RETRY_MILLIS = 50;

  private final Heart heart;
  private final CurrentLink link;
  private final Feed feed;
  private final Times times;
  private final LongSupplier nanos;
  private final Thread thread;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition asked = lock.newCondition();

  /** Those who came after the question under way was asked; null for nobody. */
  private @Nullable CompletableFuture<Long> waiting;

  private volatile boolean closed;

  Freshness(Heart heart, Links links, Feed feed, Times times, LongSupplier nanos) {
    this.heart = heart;
    this.link = new CurrentLink(heart, links::openForReading);
    this.feed = feed;
    this.times = times;
    this.nanos = nanos;
    this.thread = Thread.ofPlatform().name("strongroom-freshness").daemon().unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  /**
   * Waits until what is in memory is as new as the moment of the call.
   *
   * @return the view in which that holds
   * @throws io.strongroom.core.error.ServiceException ServiceUnavailable if the primary does not
   *     say so in time
   */
  long await() {
    CompletableFuture<Long> mine;
    lock.lock();
    try {
      if (closed) {
        throw Failures.unavailable();
      }
      if (waiting == null) {
        waiting = new CompletableFuture<>();
        asked.signal();
      }
      mine = waiting;
    } finally {
      lock.unlock();
    }
    try {
      return mine.get(times.patience().toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Failures.unavailable();
    } catch (ExecutionException | TimeoutException e) {
      throw Failures.unavailable();
    }
  }

  private void run() {
    try {
      while (awaitDemand()) {
        CompletableFuture<Long> round = take();
        answer(round);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      link.close();
    }
  }

  /**
   * Waits until somebody asks, but not for long: what others change takes effect on a server that
   * is asked for nothing, too (requirement PRM-5).
   *
   * @return false once this is closed
   */
  private boolean awaitDemand() throws InterruptedException {
    lock.lock();
    try {
      long left = times.heartbeat().toNanos();
      while (waiting == null && !closed && left > 0) {
        left = asked.awaitNanos(left);
      }
      return !closed;
    } finally {
      lock.unlock();
    }
  }

  private CompletableFuture<Long> take() {
    lock.lock();
    try {
      CompletableFuture<Long> round = waiting == null ? new CompletableFuture<>() : waiting;
      waiting = null;
      return round;
    } finally {
      lock.unlock();
    }
  }

  /** Asks until there is an answer or nobody waits for it any more. */
  private void answer(CompletableFuture<Long> round) {
    long deadline = nanos.getAsLong() + times.patience().toNanos();
    while (true) {
      try {
        round.complete(look(link.get()));
        return;
      } catch (SQLException e) {
        link.close();
        if (closed || nanos.getAsLong() - deadline >= 0) {
          round.completeExceptionally(e);
          return;
        }
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(RETRY_MILLIS));
      }
    }
  }

  /**
   * Asks the primary once, by a connection to it.
   *
   * @return the view in which what is in memory is as new as the question
   */
  long look(Link now) throws SQLException {
    heart.prove(now.view(), feed.catchUp(now));
    if (!heart.isLeased(now.view())) {
      throw new SQLException("the lease has ended");
    }
    return now.view();
  }

  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      asked.signalAll();
      if (waiting != null) {
        waiting.completeExceptionally(new IllegalStateException("the store is closed"));
      }
    } finally {
      lock.unlock();
    }
  }
}
