package io.strongroom.store.sqlite;

import static java.nio.file.StandardOpenOption.READ;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Flushes the log of the database, on a thread of its own unless somebody waits for it. The
 * database itself does not at a commit, so that the committer need not wait where a journal keeps
 * what was committed; a flush of one descriptor of a file is one of all.
 */
final class LogFlusher implements AutoCloseable {
  private final FileChannel log;
  private final Runnable onFailure;
  private final Thread thread;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();

  /** Commits are counted; the last one that was asked for, and the last one that is flushed. */
  private long asked;

  private long flushed;
  private boolean closing;
  private @Nullable Throwable failure;

  private LogFlusher(FileChannel log, Runnable onFailure) {
    this.log = log;
    this.onFailure = onFailure;
    this.thread = Thread.ofPlatform().name("strongroom-flush").daemon().unstarted(this::run);
  }

  /**
   * Starts to wait for work.
   *
   * @param path the log, which exists and stays until {@link #close}
   * @param onFailure run once when a flush has failed, after which every call throws
   */
  static LogFlusher start(Path path, Runnable onFailure) throws IOException {
    LogFlusher flusher = new LogFlusher(FileChannel.open(path, READ), onFailure);
    flusher.thread.start();
    return flusher;
  }

  /** Has all commits up to this one flushed, and does not wait. */
  void flushSoon(long commit) throws IOException {
    lock.lock();
    try {
      requireHealthy();
      asked = Math.max(asked, commit);
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Waits until the commits up to this one, which was asked for, are flushed. */
  void await(long commit) throws IOException {
    lock.lock();
    try {
      while (flushed < commit) {
        requireHealthy();
        changed.awaitUninterruptibly();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Flushes all commits so far, of which this is the last. */
  void flush(long commit) throws IOException {
    log.force(false);
    done(commit);
  }

  private void done(long commit) {
    lock.lock();
    try {
      flushed = Math.max(flushed, commit);
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void requireHealthy() throws IOException {
    if (failure != null) {
      throw new IOException("the log of the database was not flushed", failure);
    }
  }

  private void run() {
    try {
      long next = next();
      while (next >= 0) {
        flush(next);
        next = next();
      }
    } catch (IOException | RuntimeException | Error e) {
      fail(e);
      onFailure.run();
    }
  }

  /** Waits for something to flush; returns its last commit, or a negative number at the end. */
  private long next() {
    lock.lock();
    try {
      while (asked <= flushed && !closing) {
        changed.awaitUninterruptibly();
      }
      return closing ? -1 : asked;
    } finally {
      lock.unlock();
    }
  }

  private void fail(Throwable cause) {
    lock.lock();
    try {
      failure = cause;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Lets a running flush end; what is asked for beside it stays undone. */
  @Override
  public void close() throws IOException {
    lock.lock();
    try {
      closing = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    Threads.awaitEnd(thread);
    log.close();
  }
}
