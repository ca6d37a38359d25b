package io.strongroom.functions;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What one process and the server say to each other, without the wire: the server offers one call
 * at a time, the process takes it with {@code next} and settles it with {@code response} or {@code
 * error}, once.
 *
 * <p>Whoever wants to settle a call claims it first, so that no more than one body is read at a
 * time, and none for a call that the process does not have.
 */
final class RuntimeSession {

  /** How an attempt to settle a call went. */
  enum Claim {
    GRANTED,
    UNKNOWN_REQUEST
  }

  private final LongSupplier ticks;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private @Nullable Invocation offered;
  private @Nullable Invocation taken;
  private @Nullable Outcome outcome;
  private boolean claimed;
  private boolean delivered;
  private boolean closed;
  private boolean asked;
  private long takenAt;
  private long asks;

  RuntimeSession(LongSupplier ticks) {
    this.ticks = ticks;
  }

  /** Offers a call; the one before must be settled. */
  void offer(Invocation invocation) {
    lock.lock();
    try {
      if (offered != null || taken != null) {
        throw new IllegalStateException("the process has a call already");
      }
      outcome = null;
      claimed = false;
      delivered = false;
      offered = invocation;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits for a call to be offered, and takes it. Who asks again is the one that waits from then
   * on: a process that lost its connection asks on another.
   *
   * @return null if the process may not ask now, or will get no more calls
   */
  @Nullable Invocation next() throws InterruptedException {
    lock.lock();
    try {
      asked = true;
      asks++;
      long mine = asks;
      changed.signalAll();
      while (true) {
        if (closed || taken != null || mine != asks) {
          return null;
        }
        if (offered != null) {
          taken = offered;
          offered = null;
          delivered = true;
          takenAt = ticks.getAsLong();
          changed.signalAll();
          return taken;
        }
        changed.await();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Takes back what could not be delivered, for the process to ask for again. */
  void undelivered(Invocation invocation) {
    lock.lock();
    try {
      if (taken != null
          && taken.requestId().equals(invocation.requestId())
          && outcome == null
          && !claimed) {
        offered = taken;
        taken = null;
        delivered = false;
      }
    } finally {
      lock.unlock();
    }
  }

  /** Claims the call with that id, to settle it. */
  Claim claim(String requestId) {
    lock.lock();
    try {
      if (taken == null || claimed || !taken.requestId().equals(requestId)) {
        return Claim.UNKNOWN_REQUEST;
      }
      claimed = true;
      return Claim.GRANTED;
    } finally {
      lock.unlock();
    }
  }

  /** Claims whatever call there is, for a process that did not get ready. */
  Claim claimInit() {
    lock.lock();
    try {
      if (asked || claimed || offered == null) {
        return Claim.UNKNOWN_REQUEST;
      }
      claimed = true;
      return Claim.GRANTED;
    } finally {
      lock.unlock();
    }
  }

  /** Gives a claim back, since what should have settled the call did not arrive whole. */
  void unclaim() {
    lock.lock();
    try {
      claimed = false;
    } finally {
      lock.unlock();
    }
  }

  /** Settles the claimed call. */
  void settle(Outcome result) {
    lock.lock();
    try {
      outcome = result;
      offered = null;
      taken = null;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Waits for the outcome of the offered call, up to {@code nanos}; null if there is none yet. */
  @Nullable Outcome await(long nanos) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long left = nanos;
      while (outcome == null && left > 0) {
        left = changed.awaitNanos(left);
      }
      return outcome;
    } finally {
      lock.unlock();
    }
  }

  /** Tells whether the process has ever had the call that was offered last. */
  boolean delivered() {
    lock.lock();
    try {
      return delivered;
    } finally {
      lock.unlock();
    }
  }

  /** Returns when the call was taken, in ticks. */
  long takenAt() {
    lock.lock();
    try {
      return takenAt;
    } finally {
      lock.unlock();
    }
  }

  /** Ends the session: nobody gets a call any more, and those who wait are told. */
  void close() {
    lock.lock();
    try {
      closed = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
