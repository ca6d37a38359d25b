package io.strongroom.server.http;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/**
 * Answers of one event loop that go out together, once the loop has read what was ready.
 *
 * <p>Each answer wakes its peer, and on a machine that is busy the peer then takes the processor
 * away from the loop. With many connections this was a quarter of a request's work; handed out in a
 * row, answers wake peers once. Under little load a loop finds one request at a time and nothing
 * waits.
 *
 * <p>All methods run on the loop.
 */
final class Flushes implements Runnable {

  /** The most connections whose answers wait for each other. */
  static final int MOST = 16;

  private final Executor loop;
  private final List<Runnable> waiting = new ArrayList<>(MOST);

  Flushes(Executor loop) {
    this.loop = loop;
  }

  /** Has {@code flush}, which flushes one connection, run soon. */
  void add(Runnable flush) {
    waiting.add(flush);
    if (waiting.size() >= MOST) {
      run();
    } else if (waiting.size() == 1) {
      schedule();
    }
  }

  private void schedule() {
    try {
      loop.execute(this);
    } catch (RejectedExecutionException e) {
      run(); // the loop is ending
    }
  }

  /** Flushes all that wait. */
  @Override
  public void run() {
    for (Runnable flush : waiting) {
      flush.run();
    }
    waiting.clear();
  }
}
