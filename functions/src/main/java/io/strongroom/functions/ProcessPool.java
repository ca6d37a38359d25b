package io.strongroom.functions;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Which processes there are, which of them have a call, and who waits. It starts and ends none: it
 * hands out processes and places, and names those that must go.
 *
 * <p>INVARIANT: a place is taken from when it is given ({@link Place.Room}) until {@link #gone}, so
 * there are never more processes than places. Idle processes make room for others, the longest idle
 * first.
 */
final class ProcessPool {

  /** What a caller gets. */
  sealed interface Place {
    /** A process that is warm. */
    record Warm(FunctionProcess process) implements Place {}

    /**
     * Room for a process.
     *
     * @param displaced a process to be ended before another is started, or null
     */
    record Room(@Nullable FunctionProcess displaced) implements Place {}

    /** Too many wait already, or the call's time is over. */
    record None() implements Place {}

    /** No more calls are run. */
    record Closed() implements Place {}
  }

  private final ProcessLimits limits;
  private final ReentrantLock lock = new ReentrantLock(true);
  private final Condition changed = lock.newCondition();

  /** The longest idle first. */
  private final List<FunctionProcess> idle = new ArrayList<>();

  private final Set<FunctionProcess> busy = new HashSet<>();
  private final Map<String, Integer> places = new HashMap<>();
  private int taken;
  private int waiting;
  private boolean closed;

  ProcessPool(ProcessLimits limits) {
    this.limits = limits;
  }

  /**
   * Finds a process or room for one, and waits if there is neither.
   *
   * @param until when the call is over at the latest
   * @param nanos how long to wait
   */
  Place place(FunctionSpec spec, @Nullable String group, Instant until, long nanos)
      throws InterruptedException {
    lock.lockInterruptibly();
    try {
      Place place = placeNow(spec, group, until);
      if (place != null || waiting >= limits.waiting()) {
        return place == null ? new Place.None() : place;
      }
      waiting++;
      try {
        long left = nanos;
        while (place == null && left > 0) {
          left = changed.awaitNanos(left);
          place = placeNow(spec, group, until);
        }
        return place == null ? new Place.None() : place;
      } finally {
        waiting--;
      }
    } finally {
      lock.unlock();
    }
  }

  private @Nullable Place placeNow(FunctionSpec spec, @Nullable String group, Instant until) {
    if (closed) {
      return new Place.Closed();
    }
    for (int i = idle.size() - 1; i >= 0; i--) {
      if (idle.get(i).serves(spec, group, until)) {
        FunctionProcess warm = idle.remove(i);
        busy.add(warm);
        return new Place.Warm(warm);
      }
    }
    int own = places.getOrDefault(spec.arn(), 0);
    if (own < limits.processesPerFunction() && taken < limits.processes()) {
      take(spec.arn());
      return new Place.Room(null);
    }
    boolean ofOwn = own >= limits.processesPerFunction();
    FunctionProcess displaced = longestIdle(ofOwn ? spec.arn() : null);
    if (displaced == null) {
      return null;
    }
    free(displaced.spec().arn());
    take(spec.arn());
    return new Place.Room(displaced);
  }

  private @Nullable FunctionProcess longestIdle(@Nullable String arn) {
    for (Iterator<FunctionProcess> each = idle.iterator(); each.hasNext(); ) {
      FunctionProcess process = each.next();
      if (arn == null || process.spec().arn().equals(arn)) {
        each.remove();
        return process;
      }
    }
    return null;
  }

  private void take(String arn) {
    taken++;
    places.merge(arn, 1, Integer::sum);
  }

  private void free(String arn) {
    taken--;
    places.computeIfPresent(arn, (_, count) -> count == 1 ? null : count - 1);
    changed.signalAll();
  }

  /** Notes a process that was started in the room that was given for it. */
  void started(FunctionProcess process) {
    lock.lock();
    try {
      busy.add(process);
      if (closed) {
        process.markStale();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Takes a process back that has no call any more; false if it must be ended instead. */
  boolean rest(FunctionProcess process) {
    lock.lock();
    try {
      if (closed || process.isStale()) {
        return false;
      }
      busy.remove(process);
      idle.add(process);
      changed.signalAll();
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** Gives back the place of a process that has ended, or was never started. */
  void gone(String arn, @Nullable FunctionProcess process) {
    lock.lock();
    try {
      if (process != null) {
        busy.remove(process);
      }
      free(arn);
    } finally {
      lock.unlock();
    }
  }

  /** Takes out idle processes that must go; their places are free once they are {@link #gone}. */
  List<FunctionProcess> removeIdle(Predicate<FunctionProcess> over) {
    lock.lock();
    try {
      List<FunctionProcess> removed = idle.stream().filter(over).toList();
      idle.removeAll(removed);
      return removed;
    } finally {
      lock.unlock();
    }
  }

  /** Returns the processes that have no call. */
  List<FunctionProcess> idle() {
    lock.lock();
    try {
      return List.copyOf(idle);
    } finally {
      lock.unlock();
    }
  }

  /** Has the running processes of a function end after their calls. */
  void markStale(Predicate<FunctionProcess> which) {
    lock.lock();
    try {
      busy.stream().filter(which).forEach(FunctionProcess::markStale);
    } finally {
      lock.unlock();
    }
  }

  /** Takes no more calls, and returns the processes that have one. */
  List<FunctionProcess> close() {
    lock.lock();
    try {
      closed = true;
      changed.signalAll();
      return List.copyOf(busy);
    } finally {
      lock.unlock();
    }
  }

  /** Waits until no process is left, up to {@code nanos}. */
  boolean awaitEmpty(long nanos) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long left = nanos;
      while (taken > 0 && left > 0) {
        left = changed.awaitNanos(left);
      }
      return taken == 0;
    } finally {
      lock.unlock();
    }
  }
}
