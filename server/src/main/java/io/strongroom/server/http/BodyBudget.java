package io.strongroom.server.http;

import java.util.concurrent.atomic.AtomicLong;

/** How many bytes the bodies of all requests in progress may hold together (DOS-3). */
final class BodyBudget {
  private final long most;
  private final AtomicLong taken = new AtomicLong();

  BodyBudget(long most) {
    this.most = most;
  }

  /** Takes {@code count} bytes if they are there, and tells whether they were. */
  boolean take(int count) {
    if (taken.addAndGet(count) <= most) {
      return true;
    }
    taken.addAndGet(-count);
    return false;
  }

  /** Gives back {@code count} bytes that were taken before. */
  void giveBack(int count) {
    taken.addAndGet(-count);
  }

  /** Returns how many bytes are taken now. */
  long taken() {
    return taken.get();
  }
}
