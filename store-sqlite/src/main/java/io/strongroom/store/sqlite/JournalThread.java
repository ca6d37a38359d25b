package io.strongroom.store.sqlite;

import java.io.IOException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Writes blocks to the journal beside the committer, one at a time and in their order, so that the
 * next group is applied while the last one is flushed.
 */
final class JournalThread implements AutoCloseable {
  private final Runnable onFailure;
  private final Thread thread;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();

  private @Nullable Work next;
  private boolean busy;
  private boolean closing;
  private @Nullable Throwable failure;

  /** A block with those who wait for it. */
  interface Work {
    /** Writes and flushes the block, and lets everybody go on who waits for it. */
    void run() throws IOException;

    /** Tells everybody that it is not known what was stored. */
    void fail(Throwable cause);
  }

  private JournalThread(Runnable onFailure) {
    this.onFailure = onFailure;
    this.thread = Thread.ofPlatform().name("strongroom-journal").daemon().unstarted(this::run);
  }

  /**
   * Starts to wait for work.
   *
   * @param onFailure run once when something has failed, after which every call throws
   */
  static JournalThread start(Runnable onFailure) {
    JournalThread started = new JournalThread(onFailure);
    started.thread.start();
    return started;
  }

  /** Waits until what was handed over before is done, and hands over something more. */
  void hand(Work work) throws IOException {
    lock.lock();
    try {
      awaitIdle();
      next = work;
      busy = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Tells whether something that was handed over is not done. */
  boolean isBusy() {
    lock.lock();
    try {
      return busy;
    } finally {
      lock.unlock();
    }
  }

  /** Waits until everything that was handed over is done. */
  void drain() throws IOException {
    lock.lock();
    try {
      awaitIdle();
    } finally {
      lock.unlock();
    }
  }

  private void awaitIdle() throws IOException {
    while (busy && failure == null) {
      changed.awaitUninterruptibly();
    }
    if (failure != null) {
      throw new IOException("the journal was not written", failure);
    }
  }

  private void run() {
    Work work = take();
    while (work != null) {
      try {
        work.run();
      } catch (IOException | RuntimeException | Error e) {
        work.fail(e);
        fail(e);
        onFailure.run();
        return;
      }
      work = take();
    }
  }

  /** Waits for work; returns null at the end. */
  private @Nullable Work take() {
    lock.lock();
    try {
      if (next == null) {
        busy = false;
        changed.signalAll();
      }
      while (next == null && !closing) {
        changed.awaitUninterruptibly();
      }
      Work taken = next;
      next = null;
      return taken;
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

  /** Does what was handed over, and stops. */
  @Override
  public void close() {
    lock.lock();
    try {
      closing = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    Threads.awaitEnd(thread);
  }
}
